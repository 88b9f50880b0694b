#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>
#include <string.h>

#include "variants.h"

#define LANES 4
#define RGB_OVERREAD 4

#pragma clang attribute push(__attribute__((target("sse4.2"))), apply_to = function)

static inline void gray_step(const uint8_t *pixels, float *out) {
  int four;
  memcpy(&four, pixels, sizeof four);
  _mm_storeu_ps(out, _mm_cvtepi32_ps(_mm_cvtepu8_epi32(_mm_cvtsi32_si128(four))));
}

/* Byte `channel` of four 3-byte pixels, as floats. */
static inline __m128 plane_of(__m128i pixels, int channel) {
  const __m128i first = _mm_setr_epi8(0, -128, -128, -128, 3, -128, -128, -128,  //
                                      6, -128, -128, -128, 9, -128, -128, -128);
  return _mm_cvtepi32_ps(_mm_shuffle_epi8(pixels, _mm_add_epi8(first, _mm_set1_epi32(channel))));
}

static inline void rgb_step(const uint8_t *pixels, float *out) {
  __m128i p = _mm_loadu_si128((const __m128i *)pixels);
  __m128 y = _mm_add_ps(_mm_mul_ps(_mm_set1_ps(matchd_luma_red), plane_of(p, 0)),
                        _mm_mul_ps(_mm_set1_ps(matchd_luma_green), plane_of(p, 1)));
  _mm_storeu_ps(out, _mm_add_ps(y, _mm_mul_ps(_mm_set1_ps(matchd_luma_blue), plane_of(p, 2))));
}

#include "luma_body.h"

#pragma clang attribute pop

const struct matchd_luma matchd_luma_sse42 = {MATCHD_LEVEL_SSE42, gray, rgb};
#endif
