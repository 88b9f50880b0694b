/* Sixteen floats: AVX-512. */
#define LANES 16
typedef __m512 vec;

static inline vec load(const float *from) { return _mm512_loadu_ps(from); }
static inline void store(float *to, vec value) { _mm512_storeu_ps(to, value); }
static inline vec splat(float value) { return _mm512_set1_ps(value); }

/* Pairs, then quads, then the 4 x 4 quarters in two rounds. */
static inline void transpose(vec t[LANES]) {
  vec pairs[16], quads[16], halves[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) {
    pairs[i] = _mm512_unpacklo_ps(t[i], t[i + 1]);
    pairs[i + 1] = _mm512_unpackhi_ps(t[i], t[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 4) {
    quads[i] = _mm512_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
    quads[i + 1] = _mm512_shuffle_ps(pairs[i], pairs[i + 2], 0xee);
    quads[i + 2] = _mm512_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
    quads[i + 3] = _mm512_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xee);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    halves[i] = _mm512_shuffle_f32x4(quads[i], quads[i + 4], 0x88);
    halves[i + 4] = _mm512_shuffle_f32x4(quads[i], quads[i + 4], 0xdd);
    halves[i + 8] = _mm512_shuffle_f32x4(quads[i + 8], quads[i + 12], 0x88);
    halves[i + 12] = _mm512_shuffle_f32x4(quads[i + 8], quads[i + 12], 0xdd);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) {
    t[i] = _mm512_shuffle_f32x4(halves[i], halves[i + 8], 0x88);
    t[i + 8] = _mm512_shuffle_f32x4(halves[i], halves[i + 8], 0xdd);
  }
}
