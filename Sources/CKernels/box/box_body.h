/* The box kernels once, for the vectors of any lanes_*.h. */

/* One step of LANES running sums: takes in `value`, lets go of the value that leaves the window. */
static inline vec box_step(vec sum, vec value, float *oldest) {
  vec leaving = load(oldest);
  store(oldest, value);
  return (sum + value) - leaving;
}

/* One over each of LANES counts. */
static inline void store_reciprocals(float *to, const float *counts) {
  store(to, splat(1.0f) / load(counts));
}

static inline size_t next_slot(size_t slot, size_t window) { return slot + 1 == window ? 0 : slot + 1; }

static void along(struct matchd_box_rows *rows, float *strip, size_t stride, size_t column_count,
                  const float *counts) {
  size_t slot = rows->slot;
  for (size_t group = 0; group < MATCHD_BAND_ROWS; group += LANES) {
    vec sum = load(rows->sums + group);
    slot = rows->slot;
    for (size_t x = 0; x < column_count; x += LANES) {
      vec tile[LANES];
      float reciprocals[LANES];
      store_reciprocals(reciprocals, counts + x);
      load_transposed(tile, strip + group * stride + x, stride);
#pragma clang loop unroll(full)
      for (size_t c = 0; c < LANES; c++) {
        sum = box_step(sum, tile[c], rows->ring + MATCHD_BAND_ROWS * slot + group);
        slot = next_slot(slot, rows->window);
        tile[c] = quotient(sum, counts[x + c], reciprocals[c]);
      }
      store_transposed(tile, strip + group * stride + x, stride);
    }
    store(rows->sums + group, sum);
  }
  rows->slot = slot;
}

static size_t along_sampled(struct matchd_box_rows *rows, const float *strip, size_t stride,
                            size_t column_count, size_t first_step, const struct matchd_box_samples *samples,
                            float *out) {
  size_t slot = rows->slot, written = 0;
  for (size_t group = 0; group < MATCHD_BAND_ROWS; group += LANES) {
    vec sum = load(rows->sums + group);
    slot = rows->slot;
    written = 0;
    size_t wanted = samples->count > 0 ? samples->steps[0] : SIZE_MAX;
    for (size_t x = 0; x < column_count; x += LANES) {
      vec tile[LANES];
      load_transposed(tile, strip + group * stride + x, stride);
#pragma clang loop unroll(full)
      for (size_t c = 0; c < LANES; c++) {
        sum = box_step(sum, tile[c], rows->ring + MATCHD_BAND_ROWS * slot + group);
        slot = next_slot(slot, rows->window);
        while (first_step + x + c == wanted) {
          store(out + MATCHD_BAND_ROWS * written + group, sum / splat(samples->divisors[written]));
          written++;
          wanted = written < samples->count ? samples->steps[written] : SIZE_MAX;
        }
      }
    }
    store(rows->sums + group, sum);
  }
  rows->slot = slot;
  return written;
}

static void down(const struct matchd_box_columns *columns, float *strip, size_t stride, size_t column_count,
                 const float counts[MATCHD_BAND_ROWS]) {
  float reciprocals[MATCHD_BAND_ROWS];
  for (size_t row = 0; row < MATCHD_BAND_ROWS; row += LANES) {
    store_reciprocals(reciprocals + row, counts + row);
  }
  for (size_t x = 0; x < column_count; x += LANES) {
    vec sum = load(columns->sums + x);
    size_t slot = columns->slot;
    for (size_t row = 0; row < MATCHD_BAND_ROWS; row++) {
      float *place = strip + row * stride + x;
      sum = box_step(sum, load(place), columns->ring + slot * columns->ring_stride + x);
      slot = next_slot(slot, columns->window);
      store(place, quotient(sum, counts[row], reciprocals[row]));
    }
    store(columns->sums + x, sum);
  }
}

static void transposed(const float *from, size_t row_count, size_t column_count, float *to) {
  for (size_t y = 0; y < row_count; y += LANES) {
    for (size_t x = 0; x < column_count; x += LANES) {
      vec tile[LANES];
      load_transposed(tile, from + y * column_count + x, column_count);
#pragma clang loop unroll(full)
      for (size_t c = 0; c < LANES; c++) store(to + (x + c) * row_count + y, tile[c]);
    }
  }
}
