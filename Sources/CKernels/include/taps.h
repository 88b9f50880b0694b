/* Weighted sums of neighbouring samples: a picture reduced by 64 sparse tap rows per axis.
 *
 * Down first, as the rows come in (`accumulate`), then along the few rows that are left (`gather`). Vectors
 * lie across outputs and every sum runs in the order of its samples, so that every variant gives the same
 * bits. Any alignment. */
#ifndef MATCHD_TAPS_H
#define MATCHD_TAPS_H

#include <stddef.h>
#include <stdint.h>

/* Where a row of samples goes. */
struct matchd_tap_target {
  float *sums; /* one per column */
  float weight;
};

/* One output along a row: weights[0 ..< count] times the samples first ..< first + count. */
struct matchd_tap_row {
  const float *weights;
  uint32_t first;
  uint32_t count;
};

struct matchd_taps {
  int level;
  /* sums[x] += weight * samples[x], for x in 0 ..< column_count and each target. */
  void (*accumulate)(const uint8_t *samples, size_t column_count, const struct matchd_tap_target *targets,
                     size_t target_count);
  /* out[64 * row + j] = tap j of that row, for 16 rows of `rows`, `stride` floats apart, and 64 taps, each of
   * which ends within column_count, a multiple of 16. scratch: 16 * column_count floats. */
  void (*gather)(const float *rows, size_t stride, size_t column_count, const struct matchd_tap_row taps[64],
                 float *scratch, float *out);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_taps *matchd_taps_choose(int level);

#endif
