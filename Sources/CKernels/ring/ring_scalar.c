#include "variants.h"

static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit) {
  uint32_t lanes = 0;
  for (int i = 0; i < 32; i++) {
    uint32_t value = (uint32_t)line[2 * i] | (uint32_t)line[2 * i + 1] << 8;
    lanes |= (uint32_t)((uint32_t)__builtin_popcount(value ^ signature) <= limit) << i;
  }
  return lanes;
}

#include "walk.h"

const struct matchd_ring_kernels matchd_ring_scalar = {MATCHD_LEVEL_SCALAR, search};
