#include "samples.h"

/* Each function below is a loop with a constant number of samples a pixel, so that it can be unrolled;
 * `static inline` bodies take the number, the public functions choose. */

/* x / 255 for 0...65 025, rounded to nearest. */
static inline uint8_t divided_by_255(unsigned x) { return (uint8_t)((x + 128 + ((x + 128) >> 8)) >> 8); }

static inline void drop_alpha(const uint8_t *pixels, size_t pixel_count, int colours, uint8_t *out) {
  for (size_t i = 0; i < pixel_count; i++, pixels += colours + 1, out += colours)
    for (int c = 0; c < colours; c++) out[c] = pixels[c];
}

void matchd_samples_drop_alpha(const uint8_t *pixels, size_t pixel_count, int colour_count, uint8_t *out) {
  if (colour_count == 1) {
    drop_alpha(pixels, pixel_count, 1, out);
  } else {
    drop_alpha(pixels, pixel_count, 3, out);
  }
}

static inline void lay_over(
    const uint8_t *pixels, size_t pixel_count, int colours, uint8_t behind, uint8_t *out) {
  for (size_t i = 0; i < pixel_count; i++, pixels += colours + 1, out += colours) {
    const unsigned alpha = pixels[colours];
    const unsigned rest = behind * (255 - alpha);
    for (int c = 0; c < colours; c++) out[c] = divided_by_255(pixels[c] * alpha + rest);
  }
}

void matchd_samples_lay_over(
    const uint8_t *pixels, size_t pixel_count, int colour_count, uint8_t behind, uint8_t *out) {
  if (colour_count == 1) {
    lay_over(pixels, pixel_count, 1, behind, out);
  } else {
    lay_over(pixels, pixel_count, 3, behind, out);
  }
}

static inline int are_opaque(const uint8_t *pixels, size_t pixel_count, int colours) {
  uint8_t all = 255;
  for (size_t i = 0; i < pixel_count; i++) all &= pixels[i * (size_t)(colours + 1) + (size_t)colours];
  return all == 255;
}

int matchd_samples_are_opaque(const uint8_t *pixels, size_t pixel_count, int colour_count) {
  return colour_count == 1 ? are_opaque(pixels, pixel_count, 1) : are_opaque(pixels, pixel_count, 3);
}

/* 1 where the sample is 0, 1, 254 or 255: those that two more bring to 0...3. */
static inline unsigned is_clipped(uint8_t sample) { return (uint8_t)(sample + 2) < 4; }

static inline size_t count_clipped(const uint8_t *pixels, size_t pixel_count, int colours) {
  size_t clipped = 0;
  for (size_t i = 0; i < pixel_count; i++, pixels += colours) {
    unsigned any = 0;
    for (int c = 0; c < colours; c++) any |= is_clipped(pixels[c]);
    clipped += any;
  }
  return clipped;
}

size_t matchd_samples_count_clipped(const uint8_t *pixels, size_t pixel_count, int colour_count) {
  return colour_count == 1 ? count_clipped(pixels, pixel_count, 1) : count_clipped(pixels, pixel_count, 3);
}

/* Goes down the short side in the inner loop: where the axes are exchanged, those pixels lie side by side in
 * the source. */
static inline void gather(
    const uint8_t *pixels, ptrdiff_t column_step, ptrdiff_t row_step, size_t column_count, size_t row_count,
    int channels, uint8_t *out) {
  const size_t stride = column_count * (size_t)channels;
  for (size_t x = 0; x < column_count; x++) {
    const uint8_t *from = pixels + (ptrdiff_t)x * column_step * channels;
    uint8_t *to = out + x * (size_t)channels;
    for (size_t y = 0; y < row_count; y++, from += row_step * channels, to += stride)
      for (int c = 0; c < channels; c++) to[c] = from[c];
  }
}

void matchd_samples_gather(
    const uint8_t *pixels, ptrdiff_t start, ptrdiff_t column_step, ptrdiff_t row_step, size_t column_count,
    size_t row_count, int channel_count, uint8_t *out) {
  const uint8_t *first = pixels + start * channel_count;
  switch (channel_count) {
    case 1: gather(first, column_step, row_step, column_count, row_count, 1, out); break;
    case 2: gather(first, column_step, row_step, column_count, row_count, 2, out); break;
    case 3: gather(first, column_step, row_step, column_count, row_count, 3, out); break;
    default: gather(first, column_step, row_step, column_count, row_count, 4, out); break;
  }
}
