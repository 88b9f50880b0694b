/* SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): small, seeded, good enough for test data. */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdint.h>

struct random {
  uint64_t state;
};

static inline uint64_t random_next(struct random *random) {
  uint64_t z = (random->state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* 0 ..< bound */
static inline uint64_t random_below(struct random *random, uint64_t bound) {
  return (uint64_t)(((unsigned __int128)random_next(random) * bound) >> 64);
}

/* Nearly standard normal: the sum of four 16-bit uniform numbers (Irwin-Hall), scaled. */
static inline float random_normal(struct random *random) {
  uint64_t bits = random_next(random);
  int32_t sum = (int32_t)(bits & 0xffff) + (int32_t)(bits >> 16 & 0xffff) + (int32_t)(bits >> 32 & 0xffff) +
                (int32_t)(bits >> 48);
  return (float)(sum - 131070) * (1.0f / 37837.0f);
}

static inline struct random random_seeded(uint64_t seed, uint64_t stream) {
  struct random random = {seed ^ stream * 0xd1342543de82ef95u};
  random_next(&random);
  return random;
}

#endif
