/* Any bytes as a HEIC or an AVIF, by the decoder of their worker program, as shown and as stored. */
#include "CHeif.h"
#include "pictures.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t byte_count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t byte_count) {
  const matchd_heif_extent extent = matchd_heif_measure(bytes, byte_count);
  fuzz_pictures(matchd_heif_create(), 1 + (int64_t)extent.further_count, bytes, byte_count);
  fuzz_pictures(matchd_heif_create_as_stored(), 1, bytes, byte_count);
  return matchd_heif_orientation(bytes, byte_count) > 0 ? 0 : -1;
}
