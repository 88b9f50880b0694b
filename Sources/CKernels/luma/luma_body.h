/* The luma kernels once, for vectors of any width. A variant file defines, and then includes this:
 *
 *   LANES               pixels a step
 *   RGB_OVERREAD        bytes that rgb_step reads beyond its 3 * LANES
 *   gray_step, rgb_step (const uint8_t *pixels, float *out): LANES pixels */

static inline float rgb_pixel(const uint8_t *pixel) {
  return matchd_luma_red * (float)pixel[0] + matchd_luma_green * (float)pixel[1] +
         matchd_luma_blue * (float)pixel[2];
}

static void gray(const uint8_t *rows, size_t row_stride, size_t row_count, size_t pixel_count, float *out,
                 size_t out_stride) {
  for (; row_count > 0; row_count--, rows += row_stride, out += out_stride) {
    size_t x = 0;
    for (; x + LANES <= pixel_count; x += LANES) gray_step(rows + x, out + x);
    for (; x < pixel_count; x++) out[x] = (float)rows[x];
  }
}

static void rgb(const uint8_t *rows, size_t row_stride, size_t row_count, size_t pixel_count, float *out,
                size_t out_stride) {
  for (; row_count > 0; row_count--, rows += row_stride, out += out_stride) {
    size_t x = 0;
    for (; 3 * (x + LANES) + RGB_OVERREAD <= 3 * pixel_count; x += LANES) rgb_step(rows + 3 * x, out + x);
    for (; x < pixel_count; x++) out[x] = rgb_pixel(rows + 3 * x);
  }
}
