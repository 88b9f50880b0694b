#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "CBenchCodecs.h"

uint64_t bench_decode_jpeg(const uint8_t *bytes, size_t byte_count, int scale_denominator) {
  struct jpeg_decompress_struct d;
  struct jpeg_error_mgr errors;
  d.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&d);
  jpeg_mem_src(&d, bytes, (unsigned long)byte_count);
  jpeg_read_header(&d, TRUE);
  d.scale_num = 1;
  d.scale_denom = (unsigned)scale_denominator;
  d.out_color_space = JCS_RGB;
  d.dct_method = JDCT_ISLOW;
  jpeg_start_decompress(&d);
  size_t row_bytes = (size_t)d.output_width * (size_t)d.output_components;
  uint8_t *buffer = malloc(row_bytes * 16);
  JSAMPROW rows[16];
  for (int i = 0; i < 16; i++) rows[i] = buffer + (size_t)i * row_bytes;
  uint64_t sum = 0;
  while (d.output_scanline < d.output_height) {
    JDIMENSION n = jpeg_read_scanlines(&d, rows, 16);
    for (JDIMENSION i = 0; i < n; i++) sum += rows[i][0];
  }
  jpeg_finish_decompress(&d);
  jpeg_destroy_decompress(&d);
  free(buffer);
  return sum;
}

uint8_t *bench_read_jpeg(const uint8_t *bytes, size_t byte_count, int *width, int *height) {
  struct jpeg_decompress_struct d;
  struct jpeg_error_mgr errors;
  d.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&d);
  jpeg_mem_src(&d, bytes, (unsigned long)byte_count);
  jpeg_read_header(&d, TRUE);
  d.out_color_space = JCS_RGB;
  jpeg_start_decompress(&d);
  size_t row_bytes = (size_t)d.output_width * 3;
  uint8_t *rgb = malloc(row_bytes * d.output_height);
  while (d.output_scanline < d.output_height) {
    JSAMPROW row = rgb + d.output_scanline * row_bytes;
    jpeg_read_scanlines(&d, &row, 1);
  }
  *width = (int)d.output_width;
  *height = (int)d.output_height;
  jpeg_finish_decompress(&d);
  jpeg_destroy_decompress(&d);
  return rgb;
}
