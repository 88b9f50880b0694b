/* The box blurs of PDQ as running sums, in the reference's own order of additions,
 * 16 rows (a band) at a time.
 *
 * One blur of a line of `length` values with window w is a single loop over the line padded with zeros:
 *
 *     for s in 0 ..< length + w/2:     sum = (sum + in[s]) - in[s - w]
 *                                      out[s - w/2] = sum / count          (from s = w/2 on)
 *
 * count = how many of the values s-w+1 ... s exist. Adding or taking off a zero changes no sum, so that the
 * loop needs no special case at either end, may run ahead of the line and past it, and gives the bits of the
 * reference's four-phase loop.
 *
 * Vectors lie across lines, never along one: `along` works on 16 rows side by side (transposed in registers),
 * `down` on neighbouring columns. So every variant does the same additions in the same order.
 *
 *     strip    16 rows of `stride` floats; `column_count` columns of it, a multiple of 16, are worked on in
 * place:
 *              column x comes in as in[s] and leaves as out[s - w/2]
 *     ring     the last w inputs of each line, so that in[s - w] is at hand; `slot` is the oldest, and next
 *     counts   as floats, >= 1; for `along` that of column x at index x, for `down` that of row y at index y
 *
 * Any alignment (64 bytes is fastest). Finite inputs only. */
#ifndef MATCHD_BOX_H
#define MATCHD_BOX_H

#include <stddef.h>
#include <stdint.h>

#define MATCHD_BAND_ROWS 16

/* 16 rows being blurred along their length. */
struct matchd_box_rows {
  float *ring; /* window x 16 */
  size_t window;
  size_t slot; /* 0 ..< window */
  float *sums; /* 16 */
};

/* Neighbouring columns being blurred downwards. */
struct matchd_box_columns {
  float *ring; /* window rows, ring_stride floats apart */
  size_t ring_stride;
  size_t window;
  size_t slot; /* 0 ..< window; the caller moves it on by 16 when all columns of a band are done */
  float *sums; /* one per column */
};

/* Which of the blurred values are wanted. */
struct matchd_box_samples {
  const uint32_t *steps; /* ascending, equal ones allowed */
  const float *divisors; /* the count of each */
  size_t count;
};

struct matchd_box {
  int level;
  /* Blurs along the rows. */
  void (*along)(struct matchd_box_rows *rows, float *strip, size_t stride, size_t column_count,
                const float *counts);
  /* The same, but writes samples only: the strip holds the inputs of steps first_step ..< first_step +
   * column_count, and sample i of those that fall into it goes to out[16 * i + row]. None may lie before.
   * Returns how many. */
  size_t (*along_sampled)(struct matchd_box_rows *rows, const float *strip, size_t stride,
                          size_t column_count, size_t first_step, const struct matchd_box_samples *samples,
                          float *out);
  /* Blurs down the columns. */
  void (*down)(const struct matchd_box_columns *columns, float *strip, size_t stride, size_t column_count,
               const float counts[MATCHD_BAND_ROWS]);
  /* to[x][y] = from[y][x]; both tightly packed, both sides multiples of 16, no overlap. */
  void (*transposed)(const float *from, size_t row_count, size_t column_count, float *to);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_box *matchd_box_choose(int level);

#endif
