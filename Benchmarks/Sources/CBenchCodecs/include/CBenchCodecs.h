/* What a benchmark needs of the codecs themselves: PNG files of its pictures, and the floor: the library's
 * own decode, rows thrown away as they come. Trusted input only: an error ends the process. */
#ifndef CBENCHCODECS_H
#define CBENCHCODECS_H

#include <stddef.h>
#include <stdint.h>

/* Encodes RGB rows (3 bytes a pixel, tightly packed). The caller frees *bytes. */
void bench_encode_png(const uint8_t *rgb, int width, int height, uint8_t **bytes, size_t *byte_count);

/* libjpeg's own decode to RGB at 1/scale_denominator. Gives the sum of the first sample of every row, so that
 * the work cannot be left out. */
uint64_t bench_decode_jpeg(const uint8_t *bytes, size_t byte_count, int scale_denominator);

/* libpng's own decode to 8-bit RGB rows. The same sum. */
uint64_t bench_decode_png(const uint8_t *bytes, size_t byte_count);

/* The RGB rows of a file, 3 bytes a pixel, tightly packed; of a PNG NULL where it cannot be read. The caller
 * frees them. */
uint8_t *bench_read_jpeg(const uint8_t *bytes, size_t byte_count, int *width, int *height);
uint8_t *bench_read_png(const uint8_t *bytes, size_t byte_count, int *width, int *height);

/* Encodes RGB rows as VP8L, or as VP8 of quality 80. The caller frees *bytes. */
void bench_encode_webp(
    const uint8_t *rgb, int width, int height, int is_lossless, uint8_t **bytes, size_t *byte_count);

/* libwebp's own decode to RGB. The same sum. */
uint64_t bench_decode_webp(const uint8_t *bytes, size_t byte_count);

/* Encodes RGB rows in 252 colours. The caller frees *bytes. */
void bench_encode_gif(const uint8_t *rgb, int width, int height, uint8_t **bytes, size_t *byte_count);

/* giflib's own decode, and the colours of its indices. The same sum. */
uint64_t bench_decode_gif(const uint8_t *bytes, size_t byte_count);

#endif
