#pragma STDC FP_CONTRACT OFF
#include "variants.h"

#define LANES 1
#define RGB_OVERREAD 0

static inline float rgb_pixel(const uint8_t *pixel);
static inline void gray_step(const uint8_t *pixels, float *out) { *out = (float)*pixels; }
static inline void rgb_step(const uint8_t *pixels, float *out) { *out = rgb_pixel(pixels); }

#include "luma_body.h"

const struct matchd_luma matchd_luma_scalar = {MATCHD_LEVEL_SCALAR, gray, rgb};
