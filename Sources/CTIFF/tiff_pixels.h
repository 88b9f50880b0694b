/* How the samples of a TIFF picture become rows of 8-bit gray or RGB, with alpha where there is one. */
#ifndef MATCHD_TIFF_PIXELS_H
#define MATCHD_TIFF_PIXELS_H
#include <stdint.h>

typedef enum {
  MATCHD_TIFF_GRAY,
  MATCHD_TIFF_INVERTED_GRAY,  /* 0 is white */
  MATCHD_TIFF_PALETTE,
  MATCHD_TIFF_RGB,
  MATCHD_TIFF_INK,            /* cyan, magenta, yellow, black */
} matchd_tiff_colour;

typedef enum {
  MATCHD_TIFF_OPAQUE,
  MATCHD_TIFF_ALPHA,
  MATCHD_TIFF_PREMULTIPLIED,  /* colours are multiplied by it */
} matchd_tiff_alpha;

typedef struct {
  matchd_tiff_colour colour;
  matchd_tiff_alpha alpha;
  uint16_t bit_count;         /* of a sample: 1, 2, 4, 8 or 16 */
  uint16_t sample_count;      /* of a pixel; at least those that colour and alpha need */
  uint8_t palette[256][3];
} matchd_tiff_pixels;

/* Samples of a pixel that are its colour. */
int matchd_tiff_colour_count(matchd_tiff_colour colour);

/* Samples of a pixel of the rows. */
int matchd_tiff_channel_count(const matchd_tiff_pixels *pixels);

/* Spreads `count` packed samples to 8 bits, one to every `stride`-th place; indices stay as they are. */
void matchd_tiff_unpack(
    const matchd_tiff_pixels *pixels, const uint8_t *packed, uint32_t count, uint8_t *samples,
    uint32_t stride);

/* A row of pixels from its samples, `sample_count` for each. */
void matchd_tiff_convert(
    const matchd_tiff_pixels *pixels, const uint8_t *samples, uint32_t width, uint8_t *row);

#endif
