/* Weighted sums of neighbouring samples: a picture reduced by 64 sparse tap rows per axis.
 *
 * Down first, as the rows come in (`accumulate`), then along the 64 rows that are left (`gather`):
 *
 *     samples  h x w  ──accumulate──▶  sums  64 x w  ──gather──▶  matrix  64 x 64
 *
 * Vectors lie across outputs and every sum runs in the order of its samples, whatever the batches they come
 * in, so that every variant gives the same bits. Any alignment; inputs and outputs do not overlap. */
#ifndef MATCHD_TAPS_H
#define MATCHD_TAPS_H

#include <stddef.h>
#include <stdint.h>

#define MATCHD_TAP_ROWS 64

/* One output: weights[0 ..< count] times the samples first ..< first + count along an axis. */
struct matchd_tap_row {
  const float *weights;
  uint32_t first;
  uint32_t count;
};

struct matchd_taps {
  int level;
  /* Adds the rows first_row ..< first_row + row_count of the picture, row_stride bytes apart, to the 64 rows
   * of sums, sums_stride floats apart: sums[i][x] += weight of that row in taps[i] * samples[x], for x in 0
   * ..< column_count. */
  void (*accumulate)(const uint8_t *rows, size_t row_stride, size_t first_row, size_t row_count,
                     size_t column_count, const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *sums,
                     size_t sums_stride);
  /* out[64 * row + j] = taps[j] of that row, for 16 rows of floats `stride` apart. Each tap ends within
   * column_count, which is a multiple of 16. lanes: scratch of 16 * column_count floats. */
  void (*gather)(const float *rows, size_t stride, size_t column_count,
                 const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *lanes, float *out);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_taps *matchd_taps_choose(int level);

#endif
