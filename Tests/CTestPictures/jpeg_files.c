#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "CTestPictures.h"

/* DC of each component apart, less three bits, refined one by one; AC in two bands and a refinement. */
static int deep_script(jpeg_scan_info *scans, int components) {
  int count = 0;
  for (int c = 0; c < components; c++) scans[count++] = (jpeg_scan_info){1, {c}, 0, 0, 0, 3};
  for (int c = 0; c < components; c++) {
    scans[count++] = (jpeg_scan_info){1, {c}, 1, 8, 0, 1};
    scans[count++] = (jpeg_scan_info){1, {c}, 9, 63, 0, 1};
  }
  for (int bit = 3; bit > 0; bit--)
    for (int c = 0; c < components; c++) scans[count++] = (jpeg_scan_info){1, {c}, 0, 0, bit, bit - 1};
  for (int c = 0; c < components; c++) scans[count++] = (jpeg_scan_info){1, {c}, 1, 63, 1, 0};
  return count;
}

static void set_up(struct jpeg_compress_struct *info, const struct matchd_test_jpeg *options) {
  jpeg_set_defaults(info);
  if (options->is_gray) jpeg_set_colorspace(info, JCS_GRAYSCALE);
  jpeg_set_quality(info, options->quality, TRUE);
  info->comp_info[0].h_samp_factor = options->is_gray ? 1 : options->columns_per_chroma;
  info->comp_info[0].v_samp_factor = options->is_gray ? 1 : options->rows_per_chroma;
  info->optimize_coding = !options->is_arithmetic;
  info->arith_code = options->is_arithmetic;
  info->restart_in_rows = options->has_restarts;
}

/* What a decoder multiplies AC coefficients by, once they have been coded with other numbers. */
static void multiply_ac_quantisers(struct jpeg_compress_struct *info, int gain) {
  for (int table = 0; table < NUM_QUANT_TBLS; table++) {
    JQUANT_TBL *quantisers = info->quant_tbl_ptrs[table];
    if (!quantisers) continue;
    for (int k = 1; k < DCTSIZE2; k++) {
      const int raised = quantisers->quantval[k] * gain;
      quantisers->quantval[k] = (UINT16)(raised < 255 ? raised : 255);
    }
  }
}

void matchd_encode_test_jpeg(const uint8_t *rgb, int width, int height,
                             const struct matchd_test_jpeg *options, uint8_t **bytes, size_t *byte_count) {
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  jpeg_scan_info scans[64];
  unsigned long size = 0;
  *bytes = NULL;
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, bytes, &size);
  info.image_width = (JDIMENSION)width;
  info.image_height = (JDIMENSION)height;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  set_up(&info, options);
  if (options->coding == MATCHD_TEST_PROGRESSIVE) jpeg_simple_progression(&info);
  if (options->coding == MATCHD_TEST_PROGRESSIVE_DEEP) {
    info.num_scans = deep_script(scans, info.num_components);
    info.scan_info = scans;
  }
  jpeg_start_compress(&info, FALSE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = (JSAMPROW)(rgb + (size_t)info.next_scanline * (size_t)width * 3);
    jpeg_write_scanlines(&info, &row, 1);
  }
  multiply_ac_quantisers(&info, options->ac_gain);
  for (int table = 0; table < NUM_QUANT_TBLS; table++)
    if (info.quant_tbl_ptrs[table]) info.quant_tbl_ptrs[table]->sent_table = FALSE;
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  *byte_count = size;
}
