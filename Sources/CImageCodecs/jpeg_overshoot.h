/*
 * How far the samples inside a reduced one go beyond their range.
 *
 * The full decode cuts samples off at 0 and 255 and is averaged then; a reduced one is the average of samples
 * that were not cut. Where those that one reduced sample stands for lie wider apart than the room they have,
 * the two differ by up to half of what lies beyond, and the reduced sample shows no trace of it.
 */
#ifndef MATCHD_JPEG_OVERSHOOT_H
#define MATCHD_JPEG_OVERSHOOT_H
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

typedef struct {
  int output_side;            /* samples a side that a block is reduced to; 0: nothing is watched */
  double square_sum;          /* over the blocks of the first component */
  uint64_t block_count;
} matchd_jpeg_overshoot;

/* Takes in a block: its coefficients before they are multiplied by the quantisers. */
void matchd_jpeg_add_overshoot(matchd_jpeg_overshoot *overshoot, const JCOEF *block, const JQUANT_TBL *table);

/* The same of the blocks of luma, or gray, in an MCU of a sequential picture, where they are watched. */
void matchd_jpeg_add_mcu_overshoot(
    matchd_jpeg_overshoot *overshoot, const struct jpeg_decompress_struct *info, JBLOCKROW *blocks);

/* The same of all blocks that libjpeg keeps of a picture in several scans. May fail. */
void matchd_jpeg_add_kept_overshoot(matchd_jpeg_overshoot *overshoot, j_decompress_ptr info);

/* Whether it is more than the fast path's margins allow for. */
int matchd_jpeg_is_overshooting(const matchd_jpeg_overshoot *overshoot);

#endif
