#include "one_row.h"
#include "variants.h"

static void distances(const uint64_t query[4], const uint8_t *rows, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)one_distance(query, rows + 32 * i);
}

static size_t within(const uint64_t query[4], const uint8_t *rows, size_t count, uint32_t threshold,
                     uint32_t *row_numbers, uint16_t *out) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t d = one_distance(query, rows + 32 * i);
    if (d > threshold) continue;
    row_numbers[found] = (uint32_t)i;
    out[found++] = (uint16_t)d;
  }
  return found;
}

const struct matchd_hamming matchd_hamming_scalar = {MATCHD_LEVEL_SCALAR, distances, within};
