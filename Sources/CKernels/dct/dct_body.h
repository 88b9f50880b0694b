/* The dct kernels once, for the vectors of any lanes_*.h; the loops over single
 * floats are left to the compiler. */

enum { SIDE = 64, LOW = 16, TOGETHER = 8 };

/* out (16 x width) = a (16 x 64) * b (64 x width): TOGETHER rows by LANES columns at a time. */
static void product(const float *a, const float *b, size_t width, float *out) {
  for (size_t row = 0; row < LOW; row += TOGETHER) {
    for (size_t x = 0; x < width; x += LANES) {
      vec sums[TOGETHER];
#pragma clang loop unroll(full)
      for (size_t r = 0; r < TOGETHER; r++) sums[r] = splat(0);
      for (size_t k = 0; k < SIDE; k++) {
        vec values = load(b + k * width + x);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < TOGETHER; r++) sums[r] = sums[r] + splat(a[(row + r) * SIDE + k]) * values;
      }
#pragma clang loop unroll(full)
      for (size_t r = 0; r < TOGETHER; r++) store(out + (row + r) * width + x, sums[r]);
    }
  }
}

static void coefficients(const float *matrix, const float *basis, const float *basis_transposed, float *out) {
  float half[LOW * SIDE];
  product(basis, matrix, SIDE, half);
  product(half, basis_transposed, LOW, out);
}

/* A number that orders as the float does: the bits, with negative floats turned
 * round and put below the others. */
static inline uint32_t ordered(float value) {
  union {
    float value;
    uint32_t bits;
  } word = {value + 0.0f}; /* -0 becomes 0 */
  return word.bits ^ ((uint32_t)((int32_t)word.bits >> 31) | 0x80000000u);
}

/* The 128th smallest of 256 keys, bit by bit from the top: the largest number with
 * at most 127 keys below it. */
static uint32_t lower_median(const uint32_t keys[256]) {
  uint32_t median = 0;
  for (uint32_t bit = 0x80000000u; bit != 0; bit >>= 1) {
    uint32_t below = 0;
    for (size_t k = 0; k < 256; k++) below += keys[k] < (median | bit);
    if (below <= 127) median |= bit;
  }
  return median;
}

static void bits(const float values[256], uint64_t words[4]) {
  uint32_t keys[256];
  for (size_t k = 0; k < 256; k++) keys[k] = ordered(values[k]);
  uint32_t median = lower_median(keys);
  for (size_t w = 0; w < 4; w++) {
    words[w] = 0;
    for (size_t b = 0; b < 64; b++) words[w] |= (uint64_t)(keys[64 * w + b] > median) << b;
  }
}

static inline uint32_t gradient(float u, float v) {
  int32_t hundredths = (int32_t)(((u - v) * 100) / 255);
  return (uint32_t)(hundredths < 0 ? -hundredths : hundredths);
}

static uint32_t gradient_sum(const float *matrix) {
  uint32_t sum = 0;
  for (size_t k = 0; k < SIDE * (SIDE - 1); k++) sum += gradient(matrix[k], matrix[k + SIDE]);
  for (size_t row = 0; row < SIDE; row++) {
    const float *values = matrix + row * SIDE;
    for (size_t x = 0; x < SIDE - 1; x++) sum += gradient(values[x], values[x + 1]);
  }
  return sum;
}
