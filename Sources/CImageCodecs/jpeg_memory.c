#include "jpeg_memory.h"

static uint64_t rounded_up(uint64_t count, uint64_t step) { return (count + step - 1) / step * step; }

uint64_t matchd_jpeg_held_byte_count(j_decompress_ptr info) {
  if (!jpeg_has_multiple_scans(info)) return 0;
  uint64_t block_count = 0;
  for (int i = 0; i < info->num_components; i++) {
    const jpeg_component_info *component = &info->comp_info[i];
    block_count += rounded_up(component->width_in_blocks, (uint64_t)component->h_samp_factor) *
                   rounded_up(component->height_in_blocks, (uint64_t)component->v_samp_factor);
  }
  return block_count * sizeof(JBLOCK);
}
