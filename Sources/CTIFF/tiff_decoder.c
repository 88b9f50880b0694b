/*
 * TIFF through libtiff: the directory that was chosen, row by row, as it is stored.
 */
#include <stdlib.h>

#include "tiff_directories.h"
#include "tiff_handle.h"

/* ---- failure ---- */

int matchd_tiff_is_cut(const matchd_tiff *decoder) {
  return matchd_tiff_measure(decoder->bytes, decoder->byte_count).end > decoder->byte_count;
}

_Noreturn void matchd_tiff_fail(matchd_tiff *decoder, const char *otherwise) {
  matchd_codec_fail(
      &decoder->codec, matchd_tiff_is_cut(decoder) ? MATCHD_CODEC_TRUNCATED : MATCHD_CODEC_CORRUPT,
      decoder->complaint[0] ? decoder->complaint : otherwise);
}

/* ---- header ---- */

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_tiff *decoder = (matchd_tiff *)codec;
  decoder->bytes = bytes;
  decoder->byte_count = byte_count;
  const uint64_t place = matchd_tiff_directory(bytes, byte_count, codec->picture);
  if (place == 0) matchd_tiff_fail(decoder, "no directory");
  decoder->file = matchd_tiff_open(decoder);
  if (!decoder->file || !TIFFSetSubDirectory(decoder->file, place)) matchd_tiff_fail(decoder, "no directory");
  if (!TIFFGetField(decoder->file, TIFFTAG_IMAGEWIDTH, &decoder->width) ||
      !TIFFGetField(decoder->file, TIFFTAG_IMAGELENGTH, &decoder->height) || decoder->width == 0 ||
      decoder->height == 0)
    matchd_tiff_fail(decoder, "a picture without a size");
  matchd_tiff_read_form(decoder);
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_tiff *decoder = (const matchd_tiff *)codec;
  header->width = decoder->width;
  header->height = decoder->height;
  header->channel_count = matchd_tiff_channel_count(&decoder->pixels);
  const uint64_t held = matchd_tiff_band_size(decoder);
  /* libtiff keeps a block more, and twice as much of one that it turns to RGB. */
  const uint64_t more = decoder->is_read_as_rgba ? 2 * (decoder->block_size & INT64_MAX >> 2) : 0;
  const uint64_t row =
      (uint64_t)decoder->blocks_across * decoder->block_width * decoder->pixels.sample_count;
  header->held_byte_count = held > INT64_MAX / 2 ? INT64_MAX / 2 : held + more + row;
}

/* ---- rows ---- */

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_tiff *decoder = (matchd_tiff *)codec;
  (void)plan; /* there are full rows alone, and what is held was announced */
  const uint64_t sample_count =
      (uint64_t)decoder->blocks_across * decoder->block_width * decoder->pixels.sample_count;
  decoder->blocks = malloc(matchd_tiff_band_size(decoder));
  decoder->samples = malloc(sample_count);
  if (!decoder->blocks || !decoder->samples)
    matchd_codec_fail(codec, MATCHD_CODEC_OUT_OF_MEMORY, "no memory");
  shape->width = decoder->width;
  shape->height = decoder->height;
  shape->channel_count = matchd_tiff_channel_count(&decoder->pixels);
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_tiff *decoder = (matchd_tiff *)codec;
  const uint32_t left = decoder->height - decoder->rows_read;
  const uint32_t count = left < row_capacity ? left : row_capacity;
  const size_t row_size = (size_t)decoder->width * (size_t)matchd_tiff_channel_count(&decoder->pixels);
  for (uint32_t i = 0; i < count; i++) matchd_tiff_read_row(decoder, rows + i * row_size);
  return count;
}

/* ---- end ---- */

static void read_to_end(matchd_codec *codec) {
  matchd_tiff *decoder = (matchd_tiff *)codec;
  codec->warning_count += decoder->warning_count + decoder->complaint_count;
  if (codec->picture == 0 && matchd_tiff_is_cut(decoder))
    matchd_codec_fail(codec, MATCHD_CODEC_TRUNCATED, "parts that end beyond the file");
}

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  const matchd_tiff *decoder = (const matchd_tiff *)codec;
  condition->is_truncated = decoder->rows_missing;
  condition->rows_there = decoder->rows_there;
  if (codec->picture > 0) return;
  const size_t end = matchd_tiff_measure(decoder->bytes, decoder->byte_count).end;
  condition->trailing_byte_count = end < decoder->byte_count ? decoder->byte_count - end : 0;
}

static void close_picture(matchd_codec *codec) {
  matchd_tiff *decoder = (matchd_tiff *)codec;
  if (decoder->file) TIFFClose(decoder->file);
  free(decoder->blocks);
  free(decoder->samples);
  decoder->file = NULL;
  decoder->blocks = NULL;
  decoder->samples = NULL;
}

matchd_codec *matchd_tiff_create(void) {
  static const matchd_codec_format format = {
      .handle_size = sizeof(matchd_tiff),
      .open = open_picture,
      .describe = describe,
      .start = start_rows,
      .read = read_rows,
      .read_to_end = read_to_end,
      .conclude = conclude,
      .close = close_picture,
  };
  return matchd_codec_create(&format);
}

const char *matchd_tiff_version(void) { return TIFFGetVersion(); }
