/* What the chunks of a PNG file say and libpng does not report. All is read within the file's bytes. */
#ifndef MATCHD_PNG_CHUNKS_H
#define MATCHD_PNG_CHUNKS_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const uint8_t *bytes;
  size_t byte_count;
} matchd_png_file;

/* The four bytes at `bytes`, most significant first. */
uint32_t matchd_png_integer(const uint8_t *bytes);

/* Whether the input ends inside a chunk of pixels. */
int matchd_png_ends_in_data(const matchd_png_file *file);

/* Whether the tRNS chunk before the pixels is whole and disagrees with its checksum. */
int matchd_png_has_wrong_transparency_checksum(const matchd_png_file *file);

/* Whether the colours of a picture that is made of indices may not be those that were written: PLTE disagrees
 * with its checksum, and not because the checksum alone is wrong. */
int matchd_png_palette_was_changed(const matchd_png_file *file);

/* Whether a chunk of pixels that is not empty begins at `offset` or behind it. */
int matchd_png_has_data_from(const matchd_png_file *file, size_t offset);

/* Whether the chunks of pixels hold more than padding behind the end of the compressed data: above a few
 * bytes, not all of them zero. Inflates the pixels, at most `inflated_max` bytes. */
int matchd_png_has_data_to_spare(const matchd_png_file *file, uint64_t inflated_max);

/* Whether Adler-32 and an IDAT checksum both say that the compressed data are not those that were written:
 * both are wrong, and not because the Adler-32 alone was changed. Inflates the pixels, at most `inflated_max`
 * bytes. */
int matchd_png_data_were_changed(const matchd_png_file *file, uint64_t inflated_max);

#endif
