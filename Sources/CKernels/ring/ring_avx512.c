#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt,bmi"))), \
                             apply_to = function)

/* Bits of each 16-bit lane: two 16-entry table look-ups a byte, then neighbouring bytes added. */
static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit) {
  const __m512i table =
      _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
  const __m512i low = _mm512_set1_epi8(0x0f);
  __m512i v = _mm512_xor_si512(_mm512_set1_epi16((short)signature), _mm512_loadu_si512(line));
  __m512i a = _mm512_shuffle_epi8(table, _mm512_and_si512(v, low));
  __m512i b = _mm512_shuffle_epi8(table, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
  __m512i bits = _mm512_maddubs_epi16(_mm512_add_epi8(a, b), _mm512_set1_epi8(1));
  return _mm512_cmple_epu16_mask(bits, _mm512_set1_epi16((short)limit));
}

#include "walk.h"

#pragma clang attribute pop

const struct matchd_ring_kernels matchd_ring_avx512 = {MATCHD_LEVEL_AVX512, search};
#endif
