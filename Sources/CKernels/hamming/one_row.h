/* The distance of one row, for every variant: with whatever population count its target region has. */
#ifndef MATCHD_HAMMING_ONE_ROW_H
#define MATCHD_HAMMING_ONE_ROW_H

#include <stdint.h>

static inline uint32_t one_distance(const uint64_t query[4], const uint8_t *row) {
  uint64_t words[4];
  __builtin_memcpy(words, row, sizeof words);
  uint32_t sum = 0;
  for (int i = 0; i < 4; i++) sum += (uint32_t)__builtin_popcountll(query[i] ^ words[i]);
  return sum;
}

#endif
