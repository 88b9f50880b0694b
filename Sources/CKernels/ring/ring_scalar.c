#include <string.h>

#include "variants.h"

/* Thirty-two lanes at once, in whatever vectors the processor has at least. */
typedef uint16_t line_lanes __attribute__((ext_vector_type(32)));
typedef _Bool line_mask __attribute__((ext_vector_type(32)));

/* Bits of each 16-bit lane, counted in pairs, fours, bytes and whole. */
static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit) {
  line_lanes v;
  memcpy(&v, line, sizeof v);
  v ^= signature;
  v -= v >> 1 & (uint16_t)0x5555;
  v = (v & (uint16_t)0x3333) + (v >> 2 & (uint16_t)0x3333);
  v = (v + (v >> 4)) & (uint16_t)0x0f0f;
  v = (v + (v >> 8)) & (uint16_t)0x1f;
  line_mask near = __builtin_convertvector(v <= (uint16_t)limit, line_mask);
  uint32_t lanes;
  memcpy(&lanes, &near, sizeof lanes);
  return lanes;
}

#include "walk.h"

const struct matchd_ring_kernels matchd_ring_scalar = {MATCHD_LEVEL_SCALAR, search};
