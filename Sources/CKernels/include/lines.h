/* Counts and sums over one line of 8-bit gray values, or two lines side by side: what boxes are found by.
 *
 * Whole numbers only, so that every variant gives the same ones. Any alignment; count < 2^24. */
#ifndef MATCHD_LINES_H
#define MATCHD_LINES_H

#include <stddef.h>
#include <stdint.h>

struct matchd_lines {
  int level;
  /* How many values lie within `reach` of `level`. */
  uint32_t (*near_count)(const uint8_t *line, size_t count, uint8_t level, uint8_t reach);
  /* The sum of |a - b|. */
  uint32_t (*step_sum)(const uint8_t *a, const uint8_t *b, size_t count);
  /* How many |a - b| are above `step`. */
  uint32_t (*step_count)(const uint8_t *a, const uint8_t *b, size_t count, uint8_t step);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_lines *matchd_lines_choose(int level);

#endif
