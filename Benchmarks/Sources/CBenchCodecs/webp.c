#include <stdlib.h>

#include <webp/decode.h>
#include <webp/encode.h>

#include "CBenchCodecs.h"

void bench_encode_webp(
    const uint8_t *rgb, int width, int height, int is_lossless, uint8_t **bytes, size_t *byte_count) {
  *byte_count = is_lossless ? WebPEncodeLosslessRGB(rgb, width, height, 3 * width, bytes)
                            : WebPEncodeRGB(rgb, width, height, 3 * width, 80, bytes);
  if (*byte_count == 0) abort();
}

uint64_t bench_decode_webp(const uint8_t *bytes, size_t byte_count) {
  int width = 0, height = 0;
  uint8_t *rgb = WebPDecodeRGB(bytes, byte_count, &width, &height);
  if (!rgb) abort();
  uint64_t sum = 0;
  for (int y = 0; y < height; y++) sum += rgb[(size_t)y * (size_t)width * 3];
  WebPFree(rgb);
  return sum;
}
