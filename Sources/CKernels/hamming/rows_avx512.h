/* Eight rows at a time: included by the AVX-512 variants inside their target region, behind their
 *
 *     static inline __m512i popcount_lanes(__m512i v)
 *
 * which counts the bits of each 64-bit lane. */
#include "one_row.h"

/* Lanes 2i and 2i + 1 of the result are sums of row pairs; adding across quarters gives a row's distance. */
static inline __m512i pair_sums(__m512i query, const uint8_t *rows) {
  return popcount_lanes(_mm512_xor_si512(query, _mm512_loadu_si512(rows)));
}

/* Distances from the query to eight rows, in order, one a 64-bit lane. */
static inline __m512i eight_distances(__m512i query, const uint8_t *rows) {
  __m512i a = pair_sums(query, rows), b = pair_sums(query, rows + 64);
  __m512i c = pair_sums(query, rows + 128), d = pair_sums(query, rows + 192);
  /* Each holds the four word sums of two rows: add neighbours, rows of a and b in turn. */
  __m512i ab = _mm512_add_epi64(_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
  __m512i cd = _mm512_add_epi64(_mm512_unpacklo_epi64(c, d), _mm512_unpackhi_epi64(c, d));
  /* ab: a0 b0 | a0 b0 | a1 b1 | a1 b1, the halves of each row in two quarters. */
  const __m512i low = _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13);
  const __m512i high = _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15);
  return _mm512_add_epi64(_mm512_permutex2var_epi64(ab, low, cd), _mm512_permutex2var_epi64(ab, high, cd));
}

static inline __m512i twice(const uint64_t query[4]) {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)query));
}

static void distances(const uint64_t query[4], const uint8_t *rows, size_t count, uint16_t *out) {
  __m512i q = twice(query);
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    _mm_storeu_si128((__m128i *)(out + i), _mm512_cvtepi64_epi16(eight_distances(q, rows + 32 * i)));
  }
  for (; i < count; i++) out[i] = (uint16_t)one_distance(query, rows + 32 * i);
}

static size_t within(const uint64_t query[4], const uint8_t *rows, size_t count, uint32_t threshold,
                     uint32_t *row_numbers, uint16_t *out) {
  __m512i q = twice(query), most = _mm512_set1_epi64(threshold);
  size_t found = 0, i = 0;
  for (; i + 8 <= count; i += 8) {
    __m512i eight = eight_distances(q, rows + 32 * i);
    uint32_t near = _mm512_cmple_epu64_mask(eight, most);
    if (near == 0) continue;
    uint16_t values[8];
    _mm_storeu_si128((__m128i *)values, _mm512_cvtepi64_epi16(eight));
    for (; near != 0; near &= near - 1) {
      uint32_t lane = (uint32_t)__builtin_ctz(near);
      row_numbers[found] = (uint32_t)i + lane;
      out[found++] = values[lane];
    }
  }
  for (; i < count; i++) {
    uint32_t d = one_distance(query, rows + 32 * i);
    if (d > threshold) continue;
    row_numbers[found] = (uint32_t)i;
    out[found++] = (uint16_t)d;
  }
  return found;
}
