#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF
#include <arm_neon.h>

#include "variants.h"

#define LANES 8
#define RGB_OVERREAD 0

static inline float32x4_t low_floats(uint16x8_t v) { return vcvtq_f32_u32(vmovl_u16(vget_low_u16(v))); }
static inline float32x4_t high_floats(uint16x8_t v) { return vcvtq_f32_u32(vmovl_high_u16(v)); }

static inline void gray_step(const uint8_t *pixels, float *out) {
  uint16x8_t wide = vmovl_u8(vld1_u8(pixels));
  vst1q_f32(out, low_floats(wide));
  vst1q_f32(out + 4, high_floats(wide));
}

static inline float32x4_t weighted(float32x4_t r, float32x4_t g, float32x4_t b) {
  float32x4_t y = vaddq_f32(vmulq_n_f32(r, matchd_luma_red), vmulq_n_f32(g, matchd_luma_green));
  return vaddq_f32(y, vmulq_n_f32(b, matchd_luma_blue));
}

static inline void rgb_step(const uint8_t *pixels, float *out) {
  uint8x8x3_t p = vld3_u8(pixels);
  uint16x8_t r = vmovl_u8(p.val[0]), g = vmovl_u8(p.val[1]), b = vmovl_u8(p.val[2]);
  vst1q_f32(out, weighted(low_floats(r), low_floats(g), low_floats(b)));
  vst1q_f32(out + 4, weighted(high_floats(r), high_floats(g), high_floats(b)));
}

#include "luma_body.h"

const struct matchd_luma matchd_luma_neon = {MATCHD_LEVEL_NEON, gray, rgb};
#endif
