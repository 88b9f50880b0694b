/* The lines kernels once: loops over bytes that the compiler turns into the vectors of the target. */

static inline uint8_t step_of(uint8_t a, uint8_t b) { return (uint8_t)(a > b ? a - b : b - a); }

static uint32_t near_count(const uint8_t *line, size_t count, uint8_t level, uint8_t reach) {
  uint32_t near = 0;
  for (size_t x = 0; x < count; x++) near += step_of(line[x], level) <= reach;
  return near;
}

static uint32_t step_sum(const uint8_t *a, const uint8_t *b, size_t count) {
  uint32_t sum = 0;
  for (size_t x = 0; x < count; x++) sum += step_of(a[x], b[x]);
  return sum;
}

static uint32_t step_count(const uint8_t *a, const uint8_t *b, size_t count, uint8_t step) {
  uint32_t above = 0;
  for (size_t x = 0; x < count; x++) above += step_of(a[x], b[x]) > step;
  return above;
}
