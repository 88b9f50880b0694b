/*
 * PNG through libpng: encoded bytes in, rows out.
 *
 * One handle serves one thread and any number of pictures, one after another: open, start, read, finish;
 * close at any time. The bytes must stay where they are from open to close. Nothing here calls back, prints
 * or exits. After a status other than OK only matchd_png_message and matchd_png_close may follow.
 *
 * Samples are the file's own, brought to 8 bits: 16 bits lose the lower 8, fewer than 8 are spread over
 * 0...255, palette indices become their colours. No gamma, no colour profile. Ancillary chunks other than
 * tRNS are skipped unread but for their checksum.
 */
#ifndef MATCHD_PNG_DECODER_H
#define MATCHD_PNG_DECODER_H
#include <stddef.h>
#include <stdint.h>

#include "codec_status.h"

typedef struct matchd_png matchd_png;

/* Largest width and height, libpng's own default. */
#define MATCHD_PNG_SIDE_MAX 1000000

typedef struct {
  uint32_t width;            /* zero where the input ended inside its header */
  uint32_t height;
  int32_t is_gray;
  int32_t has_alpha;         /* an alpha channel or a tRNS chunk */
  int32_t is_interlaced;
} matchd_png_header;

/* NULL when out of memory. */
matchd_png *matchd_png_create(void);
void matchd_png_destroy(matchd_png *decoder);

/* Reads up to the first row. Allocates nothing that grows with the picture. */
matchd_codec_status matchd_png_open(
    matchd_png *decoder, const uint8_t *bytes, size_t byte_count, matchd_png_header *header);

/* *channel_count is 1 gray, 3 RGB; with keeps_alpha and a picture that has it 2 and 4, alpha last. */
matchd_codec_status matchd_png_start(matchd_png *decoder, int32_t keeps_alpha, int32_t *channel_count);

/* Writes the next rows of a picture that is not interlaced, tightly packed, at most `row_capacity`;
 * *row_count is 0 only after the last one. Rows that the input ended before are gray (128). */
matchd_codec_status matchd_png_read(
    matchd_png *decoder, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count);

/* Writes all rows of an interlaced picture, tightly packed. Where the input ended early the passes that are
 * there fill the blocks they stand for, and what no pass reached is gray (128). */
matchd_codec_status matchd_png_read_interlaced(matchd_png *decoder, uint8_t *rows);

/* Call after the last row. */
void matchd_png_finish(matchd_png *decoder, matchd_codec_findings *findings);

/* Releases what the picture needed. Harmless when nothing is open. */
void matchd_png_close(matchd_png *decoder);

/* What the library said when the last status was not OK; valid until the next call. */
const char *matchd_png_message(const matchd_png *decoder);

#endif
