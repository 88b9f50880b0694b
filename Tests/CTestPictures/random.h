/* SplitMix64 (Steele, Lea, Flood 2014): small, and the same numbers for the same seed. */
#ifndef MATCHD_TEST_RANDOM_H
#define MATCHD_TEST_RANDOM_H

#include <stdint.h>

static inline uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static inline uint64_t random_next(uint64_t *state) { return mixed(*state += 0x9e3779b97f4a7c15u); }

/* 0 ..< bound */
static inline int random_below(uint64_t *state, int bound) {
  return (int)(random_next(state) % (uint64_t)bound);
}

/* low ..< high */
static inline float random_between(uint64_t *state, float low, float high) {
  return low + (high - low) * (float)(random_next(state) >> 40) / 16777216.0f;
}

#endif
