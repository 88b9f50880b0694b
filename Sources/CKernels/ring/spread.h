/* Reading a hash along its diagonals. */
#ifndef MATCHD_RING_SPREAD_H
#define MATCHD_RING_SPREAD_H

#include <stdint.h>

/* x's sixteen 16-bit lanes moved down by `lanes` (1 or 2), where the mask has bits; the other bits stay. */
static inline void move_lanes(uint64_t x[4], unsigned lanes, uint64_t mask) {
  uint64_t moved[4];
  for (int i = 0; i < 4; i++) moved[i] = x[i] >> (16 * lanes) | x[(i + 1) & 3] << (64 - 16 * lanes);
  for (int i = 0; i < 4; i++) x[i] = (x[i] & ~mask) | (moved[i] & mask);
}

/* The same for whole words: 4 lanes each. */
static inline void move_words(uint64_t x[4], unsigned words, uint64_t mask) {
  uint64_t moved[4];
  for (unsigned i = 0; i < 4; i++) moved[i] = x[(i + words) & 3];
  for (unsigned i = 0; i < 4; i++) x[i] = (x[i] & ~mask) | (moved[i] & mask);
}

/* Reads a hash along its diagonals: bit j of 16-bit lane i of `out` is bit j of lane (i + j) % 16 of `words`:
 * column j moves down by j lanes: by 1, 2, 4, 8 as j has these bits. */
static inline void spread_bits(const uint64_t words[4], uint64_t out[4]) {
  for (int i = 0; i < 4; i++) out[i] = words[i];
  move_lanes(out, 1, 0xaaaaaaaaaaaaaaaaull);
  move_lanes(out, 2, 0xccccccccccccccccull);
  move_words(out, 1, 0xf0f0f0f0f0f0f0f0ull);
  move_words(out, 2, 0xff00ff00ff00ff00ull);
}

/* Bits [width * chunk, width * (chunk + 1)) of a spread hash; width 8...16. */
static inline uint32_t chunk_of(const uint64_t spread[4], uint32_t chunk, uint32_t width) {
  uint32_t bit = chunk * width;
  uint64_t value = spread[bit >> 6] >> (bit & 63);
  if ((bit & 63) + width > 64) value |= spread[(bit >> 6) + 1] << (64 - (bit & 63));
  return (uint32_t)value & ((1u << width) - 1);
}

#endif
