/*
 * JPEG through libjpeg: encoded bytes in, rows out.
 *
 * One handle serves one thread and any number of pictures, one after another: open, start, read until all
 * rows are there, finish; close at any time. The bytes must stay where they are from open to close. Nothing
 * here calls back, prints or exits: libjpeg's errors are caught inside each function and come back as a
 * status with a message. After a status other than OK only matchd_jpeg_message and matchd_jpeg_close may
 * follow.
 */
#ifndef MATCHD_JPEG_DECODER_H
#define MATCHD_JPEG_DECODER_H
#include <stddef.h>
#include <stdint.h>

#include "codec_status.h"

typedef struct matchd_jpeg matchd_jpeg;

typedef struct {
  uint32_t width;            /* zero where the input failed before its frame header */
  uint32_t height;
  int32_t is_gray;           /* one component */
  int32_t has_luma;          /* gray or YCbCr: luma can be had without the colour */
  int32_t is_progressive;
} matchd_jpeg_header;

typedef struct {
  int32_t luma_only;         /* one channel from the luma component alone; needs has_luma */
  int32_t scale_denominator; /* 1, 2, 4 or 8: inverse DCTs of 8, 4, 2 or 1 samples a side */
  int32_t first_scan_only;   /* progressive at 1/8: stop once the luma DC coefficients are there; rows are
                                what a complete decode gives but for their last refinement bits */
  int32_t scan_count_max;
  int64_t memory_max;        /* bytes that libjpeg may hold */
} matchd_jpeg_plan;

typedef struct {
  uint32_t width;            /* ceil(header size / scale_denominator) */
  uint32_t height;
  int32_t channel_count;     /* 1 gray or 3 RGB; CMYK and YCCK come as RGB */
} matchd_jpeg_shape;

/* NULL when out of memory. */
matchd_jpeg *matchd_jpeg_create(void);
void matchd_jpeg_destroy(matchd_jpeg *decoder);

/* Reads up to the first scan. Allocates nothing that grows with the picture. */
matchd_codec_status matchd_jpeg_open(
    matchd_jpeg *decoder, const uint8_t *bytes, size_t byte_count, matchd_jpeg_header *header);

/* Allocates what the picture needs; a progressive or multi-scan picture is read to its end here. */
matchd_codec_status matchd_jpeg_start(
    matchd_jpeg *decoder, const matchd_jpeg_plan *plan, matchd_jpeg_shape *shape);

/* Writes the next rows, tightly packed, at most `row_capacity`; *row_count is 0 only after the last one. */
matchd_codec_status matchd_jpeg_read(
    matchd_jpeg *decoder, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count);

/* Call after the last row. */
void matchd_jpeg_finish(matchd_jpeg *decoder, matchd_codec_findings *findings);

/* Releases what the picture needed. Harmless when nothing is open. */
void matchd_jpeg_close(matchd_jpeg *decoder);

/* What the library said when the last status was not OK; valid until the next call. */
const char *matchd_jpeg_message(const matchd_jpeg *decoder);

#endif
