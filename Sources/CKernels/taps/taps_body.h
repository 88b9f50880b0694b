/* The tap kernels once, for the vectors of any lanes_*.h. */

static void accumulate(const uint8_t *samples, size_t column_count, const struct matchd_tap_target *targets,
                       size_t target_count) {
  size_t x = 0;
  for (; x + LANES <= column_count; x += LANES) {
    vec values = load_bytes(samples + x);
    for (size_t t = 0; t < target_count; t++) {
      float *place = targets[t].sums + x;
      store(place, load(place) + splat(targets[t].weight) * values);
    }
  }
  for (; x < column_count; x++) {
    for (size_t t = 0; t < target_count; t++) targets[t].sums[x] += targets[t].weight * (float)samples[x];
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
                   const struct matchd_tap_row taps[64], float *lanes, float *out) {
  interleave(rows, stride, column_count, lanes);
  for (size_t group = 0; group < 16; group += LANES) {
    for (size_t j = 0; j < 64; j += LANES) {
      vec tile[LANES];
      for (size_t k = 0; k < LANES; k++) tile[k] = tap_sum(&taps[j + k], lanes + group);
      store_transposed(tile, out + 64 * group + j, 64);
    }
  }
}
