#include <stddef.h>
#include <stdint.h>

/* The formats of this module: one file and one line here for each. NULL when out of memory. */
#ifndef MATCHD_FORMATS_H
#define MATCHD_FORMATS_H
#include "codec.h"

matchd_codec *matchd_jpeg_create(void); /* jpeg_decoder.c: JPEG through libjpeg */
matchd_codec *matchd_png_create(void);  /* png_decoder.c: PNG through libpng */
matchd_codec *matchd_webp_create(void); /* webp_decoder.c: the pixels of a WebP picture through libwebp */
matchd_codec *matchd_gif_create(void);  /* gif_decoder.c: the pixels of a GIF image through giflib */

/* The checksum of a PNG chunk whose kind and body these are. */
uint32_t matchd_png_checksum(const uint8_t *bytes, size_t byte_count);

/* Versions of the libraries: major << 16 | minor << 8 | patch. Of libjpeg-turbo and giflib those that this
 * was compiled with, since they do not tell. */
uint32_t matchd_jpeg_version(void);
uint32_t matchd_png_version(void);
uint32_t matchd_webp_version(void);
uint32_t matchd_gif_version(void);

#endif
