/* 8-bit samples on their way from a decoder to a hash: alpha taken off, pictures turned. Integer work bound
 * by memory, so that one portable variant is enough; there is no table.
 *
 * Samples are tightly packed, 1...4 a pixel. Inputs and outputs do not overlap. Any alignment. */
#ifndef MATCHD_SAMPLES_H
#define MATCHD_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

/* Pixels of 1 or 3 colour samples and alpha become their colour samples, as they stand. */
void matchd_samples_drop_alpha(const uint8_t *pixels, size_t pixel_count, int colour_count, uint8_t *out);

/* The same, laid over a background of samples that are all `behind`, rounded to nearest. */
void matchd_samples_lay_over(
    const uint8_t *pixels, size_t pixel_count, int colour_count, uint8_t behind, uint8_t *out);

/* Whether every pixel of 1 or 3 colour samples and alpha has alpha 255. */
int matchd_samples_are_opaque(const uint8_t *pixels, size_t pixel_count, int colour_count);

/* How many pixels of 1 or 3 colour samples have one that is at most 1 or at least 254. */
size_t matchd_samples_count_clipped(const uint8_t *pixels, size_t pixel_count, int colour_count);

/* A rectangle gathered from a picture: the pixel in column x and row y of `out` is number
 * start + x * column_step + y * row_step of `pixels`. channel_count 1...4. */
void matchd_samples_gather(
    const uint8_t *pixels, ptrdiff_t start, ptrdiff_t column_step, ptrdiff_t row_step, size_t column_count,
    size_t row_count, int channel_count, uint8_t *out);

#endif
