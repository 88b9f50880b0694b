/* A libjpeg data source over bytes in memory that remembers when it was asked for more than there are. */
#ifndef MATCHD_JPEG_SOURCE_H
#define MATCHD_JPEG_SOURCE_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

typedef struct {
  struct jpeg_source_mgr manager; /* first: libjpeg hands back its address */
  int has_ended;                  /* libjpeg wanted bytes after the last one and was given an end marker */
} matchd_jpeg_source;

/* Sets `source` to read `byte_count` bytes and makes it the source of `info`. */
void matchd_jpeg_source_begin(
    matchd_jpeg_source *source, j_decompress_ptr info, const uint8_t *bytes, size_t byte_count);

/* Bytes not read yet; 0 once the source has ended. */
size_t matchd_jpeg_source_remaining(const matchd_jpeg_source *source);

#endif
