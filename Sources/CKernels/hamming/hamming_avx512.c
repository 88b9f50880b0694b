#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt,bmi"))), \
                             apply_to = function)

/* Population count per 64-bit lane: two 16-entry table look-ups a byte, then the byte sums. */
static inline __m512i popcount_lanes(__m512i v) {
  const __m512i table =
      _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
  const __m512i low = _mm512_set1_epi8(0x0f);
  __m512i a = _mm512_shuffle_epi8(table, _mm512_and_si512(v, low));
  __m512i b = _mm512_shuffle_epi8(table, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
  return _mm512_sad_epu8(_mm512_add_epi8(a, b), _mm512_setzero_si512());
}

#include "rows_avx512.h"

#pragma clang attribute pop

const struct matchd_hamming matchd_hamming_avx512 = {MATCHD_LEVEL_AVX512, distances, within};
#endif
