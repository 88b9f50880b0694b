/* The handle of a TIFF picture, and the steps that work on it; each is a file of its name. */
#ifndef MATCHD_TIFF_HANDLE_H
#define MATCHD_TIFF_HANDLE_H
#include <tiffio.h>

#include "CTIFF.h"
#include "codec_format.h"
#include "tiff_pixels.h"

typedef struct {
  matchd_codec codec;         /* first: codec.c sees no more of a handle */
  const uint8_t *bytes;
  size_t byte_count;
  uint64_t offset;            /* where libtiff reads next */
  TIFF *file;
  int64_t complaint_count;    /* of libtiff, about what it cannot read, and about what it makes up */
  int64_t warning_count;      /* of libtiff, about anything else */
  char complaint[MATCHD_CODEC_MESSAGE_MAX];

  matchd_tiff_pixels pixels;
  uint32_t width, height;
  uint16_t compression;
  int is_tiled;
  int is_read_as_rgba;        /* by libtiff */
  uint32_t plane_count;       /* planes of blocks: 1, or one for each sample */
  uint32_t block_width, block_height; /* a block is a strip or a tile */
  uint32_t blocks_across;
  uint64_t block_row_size, block_size;

  uint8_t *blocks;            /* of the band, plane after plane */
  uint8_t *samples;           /* of a row */
  uint32_t band_count;        /* bands that were decoded or given up */
  int band_is_missing;
  uint32_t rows_read;
  int rows_missing;           /* the input ends before the last block does */
  uint32_t rows_there;        /* before the first that is missing */
} matchd_tiff;

/* tiff_source.c: opens the file without a directory; NULL where libtiff does not. */
TIFF *matchd_tiff_open(matchd_tiff *decoder);

/* tiff_form.c: what the directory says of samples, strips and tiles. May fail. */
void matchd_tiff_read_form(matchd_tiff *decoder);

/* tiff_bands.c: what is kept of a band, in bytes; INT64_MAX where it is beyond all bounds. */
uint64_t matchd_tiff_band_size(const matchd_tiff *decoder);

/* Writes the next row, decoding its band where it is the first. May fail. */
void matchd_tiff_read_row(matchd_tiff *decoder, uint8_t *row);

/* tiff_decoder.c: whether something that the file names is beyond its end. */
int matchd_tiff_is_cut(const matchd_tiff *decoder);

/* Ends with what libtiff complained of; `otherwise` where it did not. */
_Noreturn void matchd_tiff_fail(matchd_tiff *decoder, const char *otherwise);

#endif
