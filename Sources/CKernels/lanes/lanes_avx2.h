/* Eight floats: AVX2. */
#define LANES 8
typedef __m256 vec;

static inline vec load(const float *from) { return _mm256_loadu_ps(from); }
static inline void store(float *to, vec value) { _mm256_storeu_ps(to, value); }
static inline vec splat(float value) { return _mm256_set1_ps(value); }

/* Pairs, then quads, then halves. */
static inline void transpose(vec t[LANES]) {
  vec pairs[8], quads[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = _mm256_unpacklo_ps(t[i], t[i + 1]);
    pairs[i + 1] = _mm256_unpackhi_ps(t[i], t[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 4) {
    quads[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
    quads[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xee);
    quads[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
    quads[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xee);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    t[i] = _mm256_permute2f128_ps(quads[i], quads[i + 4], 0x20);
    t[i + 4] = _mm256_permute2f128_ps(quads[i], quads[i + 4], 0x31);
  }
}
