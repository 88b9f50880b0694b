#include "tiff_pixels.h"

#include <string.h>

int matchd_tiff_colour_count(matchd_tiff_colour colour) {
  switch (colour) {
    case MATCHD_TIFF_RGB: return 3;
    case MATCHD_TIFF_INK: return 4;
    default: return 1;
  }
}

static int is_gray(const matchd_tiff_pixels *pixels) {
  return pixels->colour == MATCHD_TIFF_GRAY || pixels->colour == MATCHD_TIFF_INVERTED_GRAY;
}

int matchd_tiff_channel_count(const matchd_tiff_pixels *pixels) {
  return (is_gray(pixels) ? 1 : 3) + (pixels->alpha == MATCHD_TIFF_OPAQUE ? 0 : 1);
}

/* ---- samples ---- */

static uint8_t small_sample(const uint8_t *packed, uint32_t index, unsigned bit_count) {
  const uint32_t bit = index * bit_count;
  return (uint8_t)(packed[bit >> 3] >> (8 - bit_count - (bit & 7))) & (uint8_t)((1 << bit_count) - 1);
}

void matchd_tiff_unpack(
    const matchd_tiff_pixels *pixels, const uint8_t *packed, uint32_t count, uint8_t *samples,
    uint32_t stride) {
  const unsigned bits = pixels->bit_count;
  if (bits == 8 && stride == 1) {
    memcpy(samples, packed, count);
    return;
  }
  const unsigned factor = bits >= 8 || pixels->colour == MATCHD_TIFF_PALETTE ? 1 : 255u / ((1u << bits) - 1);
  for (uint32_t i = 0; i < count; i++) {
    /* libtiff gives 16 bits in the order of the machine, which has the high byte last. */
    const unsigned value =
        bits == 8 ? packed[i] : bits == 16 ? packed[2 * i + 1] : small_sample(packed, i, bits) * factor;
    samples[i * stride] = (uint8_t)value;
  }
}

/* ---- pixels ---- */

/* Ink laid over white, with Pillow's rounding. */
static uint8_t uninked(uint8_t ink, uint8_t black) {
  const int white = 255 - black, product = ink * white + 128;
  return (uint8_t)(white - (((product >> 8) + product) >> 8));
}

static uint8_t divided(uint8_t sample, uint8_t alpha) {
  const int value = alpha == 0 ? 0 : sample * 255 / alpha;
  return (uint8_t)(value > 255 ? 255 : value);
}

static void write_colour(const matchd_tiff_pixels *pixels, const uint8_t *samples, uint8_t *pixel) {
  switch (pixels->colour) {
    case MATCHD_TIFF_GRAY: pixel[0] = samples[0]; break;
    case MATCHD_TIFF_INVERTED_GRAY: pixel[0] = (uint8_t)(255 - samples[0]); break;
    case MATCHD_TIFF_PALETTE: memcpy(pixel, pixels->palette[samples[0]], 3); break;
    case MATCHD_TIFF_RGB: memcpy(pixel, samples, 3); break;
    case MATCHD_TIFF_INK:
      for (int i = 0; i < 3; i++) pixel[i] = uninked(samples[i], samples[3]);
      break;
  }
}

void matchd_tiff_convert(
    const matchd_tiff_pixels *pixels, const uint8_t *samples, uint32_t width, uint8_t *row) {
  const int channels = matchd_tiff_channel_count(pixels);
  const int alpha_place = matchd_tiff_colour_count(pixels->colour);
  for (uint32_t x = 0; x < width; x++, samples += pixels->sample_count, row += channels) {
    write_colour(pixels, samples, row);
    if (pixels->alpha == MATCHD_TIFF_OPAQUE) continue;
    const uint8_t alpha = samples[alpha_place];
    row[channels - 1] = alpha;
    if (pixels->alpha == MATCHD_TIFF_PREMULTIPLIED)
      for (int i = 0; i < channels - 1; i++) row[i] = divided(row[i], alpha);
  }
}
