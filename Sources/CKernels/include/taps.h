/* Weighted sums of neighbouring values: a plane of floats reduced by 64 sparse tap rows per axis.
 *
 * Down first, as the rows come in (`accumulate`), then along the 64 rows that are left (`gather`):
 *
 *     luma  h x w  ──accumulate──▶  sums  64 x w  ──gather──▶  matrix  64 x 64
 *
 * Vectors lie across outputs and every sum runs in the order of its values, whatever the batches they come
 * in, so that every variant gives the same bits. Any alignment; inputs and outputs do not overlap. */
#ifndef MATCHD_TAPS_H
#define MATCHD_TAPS_H

#include <stddef.h>
#include <stdint.h>

#define MATCHD_TAP_ROWS 64

/* One output: weights[0 ..< count] times the values first ..< first + count along an axis. */
struct matchd_tap_row {
  const float *weights;
  uint32_t first;
  uint32_t count;
};

struct matchd_taps {
  int level;
  /* Adds the rows first_row ..< first_row + row_count of the plane to the 64 rows of sums; both are `stride`
   * floats apart: sums[i][x] += weight of that row in taps[i] * row[x], for x in 0 ..< stride, a multiple of
   * 16. */
  void (*accumulate)(const float *rows, size_t stride, size_t first_row, size_t row_count,
                     const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *sums);
  /* out[64 * row + j] = taps[j] of that row, for 16 rows of floats `stride` apart. Each tap ends within
   * column_count, which is a multiple of 16. lanes: scratch of 16 * column_count floats. */
  void (*gather)(const float *rows, size_t stride, size_t column_count,
                 const struct matchd_tap_row taps[MATCHD_TAP_ROWS], float *lanes, float *out);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_taps *matchd_taps_choose(int level);

#endif
