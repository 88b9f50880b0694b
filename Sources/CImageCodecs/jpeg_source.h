/* A libjpeg data source over bytes in memory that remembers when it was asked for more than there are. */
#ifndef MATCHD_JPEG_SOURCE_H
#define MATCHD_JPEG_SOURCE_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "codec.h"

typedef struct {
  struct jpeg_source_mgr manager; /* first: libjpeg hands back its address */
  const uint8_t *bytes;
  const matchd_codec_part *parts; /* still to come */
  size_t part_count;
  int has_ended;                  /* libjpeg wanted bytes after the last one and was given an end marker */
} matchd_jpeg_source;

/* Sets `source` to read `byte_count` bytes and makes it the source of `info`. */
void matchd_jpeg_source_begin(
    matchd_jpeg_source *source, j_decompress_ptr info, const uint8_t *bytes, size_t byte_count);

/* From now on only `parts` are read: in order, the first of them the one that is being read. They stand until
 * the input has been read to its end. */
void matchd_jpeg_source_keep(matchd_jpeg_source *source, const matchd_codec_part *parts, size_t part_count);

/* Bytes not read yet, of the part that is being read; 0 once the source has ended. */
size_t matchd_jpeg_source_remaining(const matchd_jpeg_source *source);

#endif
