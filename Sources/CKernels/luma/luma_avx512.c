#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>

#include "variants.h"

#define LANES 16
#define RGB_OVERREAD 0

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#pragma clang attribute push(AVX512, apply_to = function)

static inline void gray_step(const uint8_t *pixels, float *out) {
  __m512i sixteen = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)pixels));
  _mm512_storeu_ps(out, _mm512_cvtepi32_ps(sixteen));
}

/* Byte `channel` of the four 3-byte pixels in each 128-bit quarter, as floats. */
static inline __m512 plane_of(__m512i pixels, int channel) {
  const __m512i first = _mm512_broadcast_i32x4(_mm_setr_epi8(  //
      0, -128, -128, -128, 3, -128, -128, -128, 6, -128, -128, -128, 9, -128, -128, -128));
  __m512i picks = _mm512_add_epi8(first, _mm512_set1_epi32(channel));
  return _mm512_cvtepi32_ps(_mm512_shuffle_epi8(pixels, picks));
}

static inline void rgb_step(const uint8_t *pixels, float *out) {
  const __m512i quarters = _mm512_setr_epi32(0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0);
  /* 48 bytes: the mask keeps the load inside the pixels. */
  __m512i p = _mm512_permutexvar_epi32(quarters, _mm512_maskz_loadu_epi32(0x0fff, pixels));
  __m512 y = _mm512_add_ps(_mm512_mul_ps(_mm512_set1_ps(matchd_luma_red), plane_of(p, 0)),
                           _mm512_mul_ps(_mm512_set1_ps(matchd_luma_green), plane_of(p, 1)));
  _mm512_storeu_ps(out, _mm512_add_ps(y, _mm512_mul_ps(_mm512_set1_ps(matchd_luma_blue), plane_of(p, 2))));
}

#include "luma_body.h"

#pragma clang attribute pop

const struct matchd_luma matchd_luma_avx512 = {MATCHD_LEVEL_AVX512, gray, rgb};
#endif
