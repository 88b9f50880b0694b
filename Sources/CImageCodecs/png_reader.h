/* A libpng reader over bytes in memory, set up by the rules of the house, and what it finds wrong. */
#ifndef MATCHD_PNG_READER_H
#define MATCHD_PNG_READER_H
#include <png.h>

#include "codec_format.h"
#include "png_chunks.h"

/* zlib's words: the only sign of which of its checks failed. */
#define MATCHD_PNG_ADLER_IS_WRONG "incorrect data check"
#define MATCHD_PNG_WINDOW_IS_TOO_SMALL "invalid distance too far back"

typedef struct {
  matchd_codec codec;       /* first: codec.c sees no more of a handle */
  png_structp png;
  png_infop info;
  matchd_png_file file;
  size_t offset;            /* of the next byte to read */
  uint32_t height;
  size_t row_byte_count;
  uint32_t rows_read;
  int has_ended;            /* libpng wanted bytes after the last one */
  int is_out_of_memory;
  int rows_missing;
  uint32_t rows_there;      /* before the first that is missing; 0 where they come in passes */
  int is_forgiving;         /* reads once more, without Adler-32 and the named window */
  int header_crc_is_wrong;  /* of IHDR */
  int data_crc_is_wrong;    /* of an IDAT */
  int adler_is_doubtful;    /* it was found wrong, or not compared */
  int has_more_rows;        /* behind those that the header announces */
  int has_more_data;        /* behind the compressed data */
} matchd_png;

/* Reads `decoder->file` up to the first row. May fail. */
void matchd_png_open_reader(matchd_png *decoder);

/* Harmless when nothing is open. */
void matchd_png_close_reader(matchd_png *decoder);

/* Width and height as the header has them, also where libpng gave up on it; untouched where there is none. */
void matchd_png_peek_size(const matchd_png *decoder, uint32_t *width, uint32_t *height);

#endif
