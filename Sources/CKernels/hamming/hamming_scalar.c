#include <string.h>

#include "variants.h"

static inline uint32_t distance(const uint64_t query[4], const uint8_t *row) {
  uint64_t words[4];
  memcpy(words, row, sizeof words);
  uint32_t sum = 0;
  for (int i = 0; i < 4; i++) sum += (uint32_t)__builtin_popcountll(query[i] ^ words[i]);
  return sum;
}

static void distances(const uint64_t query[4], const uint8_t *rows, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)distance(query, rows + 32 * i);
}

static size_t within(const uint64_t query[4], const uint8_t *rows, size_t count, uint32_t threshold,
                     uint32_t *row_numbers, uint16_t *out) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t d = distance(query, rows + 32 * i);
    if (d > threshold) continue;
    row_numbers[found] = (uint32_t)i;
    out[found++] = (uint16_t)d;
  }
  return found;
}

const struct matchd_hamming matchd_hamming_scalar = {MATCHD_LEVEL_SCALAR, distances, within};
