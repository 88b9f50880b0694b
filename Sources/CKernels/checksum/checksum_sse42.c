#if defined(__x86_64__)
#include <nmmintrin.h>
#include <string.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("sse4.2"))), apply_to = function)

/* The processor's own CRC-32C instruction, eight bytes a step. */
static uint32_t crc32c(uint32_t previous, const uint8_t *bytes, size_t count) {
  uint64_t crc = (uint32_t)~previous;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    crc = _mm_crc32_u64(crc, word);
  }
  for (; count > 0; bytes++, count--) crc = _mm_crc32_u8((uint32_t)crc, *bytes);
  return ~(uint32_t)crc;
}

#pragma clang attribute pop

const struct matchd_checksum matchd_checksum_sse42 = {MATCHD_LEVEL_SSE42, crc32c};
#endif
