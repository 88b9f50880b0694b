/* Four floats: NEON. */
#define LANES 4
typedef float32x4_t vec;

static inline vec load(const float *from) { return vld1q_f32(from); }
static inline void store(float *to, vec value) { vst1q_f32(to, value); }
static inline vec splat(float value) { return vdupq_n_f32(value); }

static inline float64x2_t low_pairs(vec a, vec b) { return vreinterpretq_f64_f32(vtrn1q_f32(a, b)); }
static inline float64x2_t high_pairs(vec a, vec b) { return vreinterpretq_f64_f32(vtrn2q_f32(a, b)); }

static inline void transpose(vec t[LANES]) {
  float64x2_t a = low_pairs(t[0], t[1]), b = high_pairs(t[0], t[1]);
  float64x2_t c = low_pairs(t[2], t[3]), d = high_pairs(t[2], t[3]);
  t[0] = vreinterpretq_f32_f64(vtrn1q_f64(a, c));
  t[1] = vreinterpretq_f32_f64(vtrn1q_f64(b, d));
  t[2] = vreinterpretq_f32_f64(vtrn2q_f64(a, c));
  t[3] = vreinterpretq_f32_f64(vtrn2q_f64(b, d));
}
