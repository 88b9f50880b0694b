/* Four floats: SSE4.2. */
#define LANES 4
typedef __m128 vec;

static inline vec load(const float *from) { return _mm_loadu_ps(from); }
static inline void store(float *to, vec value) { _mm_storeu_ps(to, value); }
static inline vec splat(float value) { return _mm_set1_ps(value); }
static inline void transpose(vec t[LANES]) { _MM_TRANSPOSE4_PS(t[0], t[1], t[2], t[3]); }
