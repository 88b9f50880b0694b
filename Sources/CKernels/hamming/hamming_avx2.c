#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)

/* Population count per 64-bit lane: two 16-entry table look-ups a byte, then the horizontal byte sum. */
static inline __m256i popcount_lanes(__m256i v) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0f);
  __m256i a = _mm256_shuffle_epi8(table, _mm256_and_si256(v, low));
  __m256i b = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
  return _mm256_sad_epu8(_mm256_add_epi8(a, b), _mm256_setzero_si256());
}

static inline uint32_t distance(__m256i query, const uint8_t *row) {
  __m256i sums = popcount_lanes(_mm256_xor_si256(query, _mm256_loadu_si256((const __m256i *)row)));
  __m128i pair = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
  return (uint32_t)(_mm_cvtsi128_si64(pair) + _mm_extract_epi64(pair, 1));
}

static void distances(const uint64_t query[4], const uint8_t *rows, size_t count, uint16_t *out) {
  __m256i q = _mm256_loadu_si256((const __m256i *)query);
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)distance(q, rows + 32 * i);
}

static size_t within(const uint64_t query[4], const uint8_t *rows, size_t count, uint32_t threshold,
                     uint32_t *row_numbers, uint16_t *out) {
  __m256i q = _mm256_loadu_si256((const __m256i *)query);
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t d = distance(q, rows + 32 * i);
    row_numbers[found] = (uint32_t)i;
    out[found] = (uint16_t)d;
    found += d <= threshold;
  }
  return found;
}

#pragma clang attribute pop

const struct matchd_hamming matchd_hamming_avx2 = {MATCHD_LEVEL_AVX2, distances, within};
#endif
