#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>

#include "variants.h"

#define LANES 8
#define RGB_OVERREAD 4

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

static inline void gray_step(const uint8_t *pixels, float *out) {
  __m256i eight = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)pixels));
  _mm256_storeu_ps(out, _mm256_cvtepi32_ps(eight));
}

/* Byte `channel` of the four 3-byte pixels in each 128-bit half, as floats. */
static inline __m256 plane_of(__m256i pixels, int channel) {
  const __m256i first = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      0, -128, -128, -128, 3, -128, -128, -128, 6, -128, -128, -128, 9, -128, -128, -128));
  __m256i picks = _mm256_add_epi8(first, _mm256_set1_epi32(channel));
  return _mm256_cvtepi32_ps(_mm256_shuffle_epi8(pixels, picks));
}

static inline void rgb_step(const uint8_t *pixels, float *out) {
  __m256i p = _mm256_loadu2_m128i((const __m128i *)(pixels + 12), (const __m128i *)pixels);
  __m256 y = _mm256_add_ps(_mm256_mul_ps(_mm256_set1_ps(matchd_luma_red), plane_of(p, 0)),
                           _mm256_mul_ps(_mm256_set1_ps(matchd_luma_green), plane_of(p, 1)));
  _mm256_storeu_ps(out, _mm256_add_ps(y, _mm256_mul_ps(_mm256_set1_ps(matchd_luma_blue), plane_of(p, 2))));
}

#include "luma_body.h"

#pragma clang attribute pop

const struct matchd_luma matchd_luma_avx2 = {MATCHD_LEVEL_AVX2, gray, rgb};
#endif
