#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx2,popcnt,bmi"))), apply_to = function)

/* Bits of each 16-bit lane: two 16-entry table look-ups a byte, then neighbouring bytes added. */
static inline __m256i popcount_lanes(__m256i v) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0f);
  __m256i a = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
  __m256i b = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_maddubs_epi16(_mm256_add_epi8(a, b), _mm256_set1_epi8(1));
}

static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit) {
  __m256i s = _mm256_set1_epi16((short)signature);
  __m256i most = _mm256_set1_epi16((short)limit);
  __m256i a = popcount_lanes(_mm256_xor_si256(s, _mm256_loadu_si256((const __m256i *)line)));
  __m256i b = popcount_lanes(_mm256_xor_si256(s, _mm256_loadu_si256((const __m256i *)(line + 32))));
  /* Packing takes 128-bit halves in turn: put the 64-bit quarters back in order. */
  __m256i far = _mm256_packs_epi16(_mm256_cmpgt_epi16(a, most), _mm256_cmpgt_epi16(b, most));
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(far, 0xd8));
}

#include "walk.h"

#pragma clang attribute pop

const struct matchd_ring_kernels matchd_ring_avx2 = {MATCHD_LEVEL_AVX2, search};
#endif
