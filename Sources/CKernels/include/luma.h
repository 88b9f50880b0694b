/* Luma of 8-bit samples: bytes to floats, for a rectangle of rows.
 *
 * rows: `row_count` rows of `pixel_count` pixels (1 byte gray or 3 bytes RGB), `row_stride` bytes
 * apart. out: as many rows of floats, `out_stride` floats apart. Any alignment. Nothing beyond the
 * pixels is read or written.
 *
 * gray: the byte. rgb: (0.299f * R + 0.587f * G) + 0.114f * B, each product and each sum rounded to float; so
 * every variant gives the same bits. */
#ifndef MATCHD_LUMA_H
#define MATCHD_LUMA_H

#include <stddef.h>
#include <stdint.h>

typedef void matchd_luma_fill(const uint8_t *rows, size_t row_stride, size_t row_count, size_t pixel_count,
                              float *out, size_t out_stride);

struct matchd_luma {
  int level;
  matchd_luma_fill *gray;
  matchd_luma_fill *rgb;
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_luma *matchd_luma_choose(int level);

#endif
