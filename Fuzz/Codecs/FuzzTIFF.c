/* Any bytes as a TIFF, by the decoder of its worker program. */
#include "CTIFF.h"
#include "pictures.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t byte_count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t byte_count) {
  const matchd_tiff_extent extent = matchd_tiff_measure(bytes, byte_count);
  fuzz_pictures(matchd_tiff_create(), extent.picture_count, bytes, byte_count);
  return 0;
}
