/* The tap kernels once, for the vectors of any lanes_*.h. */

enum { VECTORS = 4 };

/* What one tap row takes from a batch of rows: `count` rows from `rows` on, with their weights. */
struct share {
  const float *rows;
  const float *weights;
  size_t count;
};

static struct share share_of(const struct matchd_tap_row *tap, const float *rows, size_t stride,
                             size_t first_row, size_t row_count) {
  size_t start = tap->first > first_row ? tap->first : first_row;
  size_t tap_end = (size_t)tap->first + tap->count, rows_end = first_row + row_count;
  size_t end = tap_end < rows_end ? tap_end : rows_end;
  struct share share = {rows, tap->weights, 0};
  if (start >= end) return share;
  share.rows += (start - first_row) * stride;
  share.weights += start - tap->first;
  share.count = end - start;
  return share;
}

/* sums[0 ..< vectors * LANES] += the share's rows from column x on. */
static inline void add_vectors(const struct share *share, size_t stride, size_t x, int vectors, float *sums) {
  vec totals[VECTORS];
  for (int v = 0; v < vectors; v++) totals[v] = load(sums + x + v * LANES);
  const float *row = share->rows + x;
  for (size_t r = 0; r < share->count; r++, row += stride) {
    vec weight = splat(share->weights[r]);
    for (int v = 0; v < vectors; v++) totals[v] = totals[v] + weight * load(row + v * LANES);
  }
  for (int v = 0; v < vectors; v++) store(sums + x + v * LANES, totals[v]);
}

static void accumulate(const float *rows, size_t stride, size_t first_row, size_t row_count,
                       const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *sums) {
  for (size_t i = 0; i < MATCHD_TAP_ROWS; i++, sums += stride) {
    struct share share = share_of(&taps[i], rows, stride, first_row, row_count);
    if (share.count == 0) continue;
    size_t x = 0;
    for (; x + VECTORS * LANES <= stride; x += VECTORS * LANES) add_vectors(&share, stride, x, VECTORS, sums);
    for (; x < stride; x += LANES) add_vectors(&share, stride, x, 1, sums);
  }
}

/* 16 rows of floats side by side: lanes[16 * x + row]. */
static void interleave(const float *rows, size_t stride, size_t column_count, float *lanes) {
  for (size_t group = 0; group < 16; group += LANES) {
    for (size_t x = 0; x < column_count; x += LANES) {
      vec tile[LANES];
      load_transposed(tile, rows + group * stride + x, stride);
#pragma clang loop unroll(full)
      for (size_t c = 0; c < LANES; c++) store(lanes + 16 * (x + c) + group, tile[c]);
    }
  }
}

static inline vec tap_sum(const struct matchd_tap_row *tap, const float *lanes) {
  vec sum = splat(0);
  const float *place = lanes + 16 * (size_t)tap->first;
  for (uint32_t n = 0; n < tap->count; n++, place += 16) sum = sum + splat(tap->weights[n]) * load(place);
  return sum;
}

static void gather(const float *rows, size_t stride, size_t column_count,
                   const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *lanes, float *out) {
  interleave(rows, stride, column_count, lanes);
  for (size_t group = 0; group < 16; group += LANES) {
    for (size_t j = 0; j < MATCHD_TAP_ROWS; j += LANES) {
      vec tile[LANES];
      for (size_t k = 0; k < LANES; k++) tile[k] = tap_sum(&taps[j + k], lanes + group);
      store_transposed(tile, out + MATCHD_TAP_ROWS * group + j, MATCHD_TAP_ROWS);
    }
  }
}
