/* Four floats: SSE4.2. */
#define LANES 4
typedef __m128 vec;

static inline vec load(const float *from) { return _mm_loadu_ps(from); }
static inline void store(float *to, vec value) { _mm_storeu_ps(to, value); }
static inline vec splat(float value) { return _mm_set1_ps(value); }
static inline vec load_bytes(const uint8_t *from) {
  int four;
  memcpy(&four, from, sizeof four);
  return _mm_cvtepi32_ps(_mm_cvtepu8_epi32(_mm_cvtsi32_si128(four)));
}
static inline void transpose(vec t[LANES]) { _MM_TRANSPOSE4_PS(t[0], t[1], t[2], t[3]); }
