#include "jpeg_overshoot.h"

#include <math.h>
#include <stdlib.h>

#include <jpegint.h>

/* The root mean square, in levels, from which on the picture is decoded in full. */
#define LEVELS_MAX 1.0

/* Beyond this many times 1/8 of a level nothing gets any wider. */
#define COEFFICIENT_MAX 4095

static int bounded(int value) {
  if (value > COEFFICIENT_MAX) return COEFFICIENT_MAX;
  return value < -COEFFICIENT_MAX ? -COEFFICIENT_MAX : value;
}

/* The sum of the squares of the coefficients that vary inside reduced samples: those that more than
 * `side` samples a side are needed for. At most 63 times 2 to the 24th. */
static uint32_t inner_square_sum(const JCOEF *block, const JQUANT_TBL *table, int side) {
  uint32_t sum = 0;
  for (int v = 0; v < DCTSIZE; v++) {
    for (int u = v < side ? side : 0; u < DCTSIZE; u++) {
      const int k = v * DCTSIZE + u;
      const int value = bounded(block[k] * (int)table->quantval[k]);
      sum += (uint32_t)(value * value);
    }
  }
  return sum;
}

void matchd_jpeg_add_overshoot(
    matchd_jpeg_overshoot *overshoot, const JCOEF *block, const JQUANT_TBL *table) {
  overshoot->block_count += 1;
  const uint32_t inner = inner_square_sum(block, table, overshoot->output_side);
  const int level = abs(bounded(block[0] * (int)table->quantval[0]));
  /* In eighths of a level, as coefficients are; the middle of the range is 0. */
  const int room = level < 1024 ? 1024 - level : 0;
  if (inner <= (uint32_t)room * (uint32_t)room) return;
  const double beyond = (sqrt(inner) - room) / 8;
  overshoot->square_sum += beyond * beyond;
}

void matchd_jpeg_add_mcu_overshoot(
    matchd_jpeg_overshoot *overshoot, const struct jpeg_decompress_struct *info, JBLOCKROW *blocks) {
  for (int i = 0; overshoot->output_side > 0 && i < info->blocks_in_MCU; i++) {
    const jpeg_component_info *component = info->cur_comp_info[info->MCU_membership[i]];
    if (component->component_index == 0)
      matchd_jpeg_add_overshoot(overshoot, blocks[i][0], component->quant_table);
  }
}

void matchd_jpeg_add_kept_overshoot(matchd_jpeg_overshoot *overshoot, j_decompress_ptr info) {
  const jpeg_component_info *component = &info->comp_info[0];
  if (!info->coef->coef_arrays) return;
  for (JDIMENSION y = 0; y < component->height_in_blocks; y++) {
    const JBLOCKARRAY rows = info->mem->access_virt_barray(
        (j_common_ptr)info, info->coef->coef_arrays[0], y, 1, FALSE);
    for (JDIMENSION x = 0; x < component->width_in_blocks; x++)
      matchd_jpeg_add_overshoot(overshoot, rows[0][x], component->quant_table);
  }
}

int matchd_jpeg_is_overshooting(const matchd_jpeg_overshoot *overshoot) {
  if (overshoot->block_count == 0) return 0;
  return overshoot->square_sum > LEVELS_MAX * LEVELS_MAX * (double)overshoot->block_count;
}
