/*
 * PNG through libpng. Samples are the file's own, brought to 8 bits: 16 bits lose the lower 8, fewer than 8
 * are spread over 0...255, palette indices become their colours. No gamma, no colour profile. Ancillary
 * chunks other than tRNS are skipped unread but for their checksum.
 *
 * Where the input of an interlaced picture ended early, the passes that are there fill the blocks they stand
 * for. A checksum that disagrees over data that decode is a warning. Adler-32 and the window that the
 * compressed data name are believed at first: where they fail, the picture is read once more without them.
 */
#include <string.h>

#include "formats.h"
#include "png_reader.h"

/* What a row is filled with that the input ended before: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

/* Passes of an interlaced picture. */
#define PASS_COUNT 7

/* libpng's words for compressed data that end before the last row. */
#define DATA_END_EARLY "Not enough image data"

/* Kinds of chunks as libpng has them in an integer. */
#define IDAT 0x49444154
#define IEND 0x49454E44

/* ---- header ---- */

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_png *decoder = (matchd_png *)codec;
  decoder->file = (matchd_png_file){.bytes = bytes, .byte_count = byte_count};
  matchd_png_open_reader(decoder);
}

static void close_picture(matchd_codec *codec) { matchd_png_close_reader((matchd_png *)codec); }

static int is_interlaced(const matchd_png *decoder) {
  return png_get_interlace_type(decoder->png, decoder->info) != PNG_INTERLACE_NONE;
}

/* Of the rows that `set_transforms` asks for. */
static int32_t channel_count(const matchd_png *decoder) {
  const int colour = png_get_color_type(decoder->png, decoder->info);
  const int is_transparent = png_get_valid(decoder->png, decoder->info, PNG_INFO_tRNS) != 0;
  return (colour & PNG_COLOR_MASK_COLOR ? 3 : 1) + (colour & PNG_COLOR_MASK_ALPHA || is_transparent ? 1 : 0);
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_png *decoder = (const matchd_png *)codec;
  matchd_png_peek_size(decoder, &header->width, &header->height);
  header->comes_at_once = is_interlaced(decoder);
  header->channel_count = channel_count(decoder);
}

/* ---- rows ---- */

/* 8-bit gray or RGB, with alpha where it is there. */
static void set_transforms(const matchd_png *decoder) {
  const png_structp png = decoder->png;
  const int colour = png_get_color_type(png, decoder->info);
  if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (png_get_valid(png, decoder->info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  png_set_strip_16(png);
  png_set_interlace_handling(png);
}

static void begin_rows(const matchd_png *decoder) {
  set_transforms(decoder);
  png_read_update_info(decoder->png, decoder->info);
}

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_png *decoder = (matchd_png *)codec;
  (void)plan; /* libpng has no reduced rows and no scans; its memory is a few rows */
  begin_rows(decoder);
  shape->width = png_get_image_width(decoder->png, decoder->info);
  shape->height = png_get_image_height(decoder->png, decoder->info);
  shape->channel_count = png_get_channels(decoder->png, decoder->info);
  decoder->height = shape->height;
  decoder->row_byte_count = (size_t)shape->width * (size_t)shape->channel_count;
  if (png_get_rowbytes(decoder->png, decoder->info) != decoder->row_byte_count)
    png_error(decoder->png, "a row has an unexpected size");
}

static uint32_t next_row_count(const matchd_png *decoder, uint32_t row_capacity) {
  const uint32_t left = decoder->height - decoder->rows_read;
  return left < row_capacity ? left : row_capacity;
}

static void fill_missing(const matchd_png *decoder, uint8_t *rows, uint32_t first, uint32_t end) {
  memset(rows + first * decoder->row_byte_count, MISSING_SAMPLE, (end - first) * decoder->row_byte_count);
}

/* Rows are offered as display rows: a pass fills the blocks that its pixels stand for
 * until a later one refines them. */
static void read_passes(const matchd_png *decoder, uint8_t *rows) {
  fill_missing(decoder, rows, 0, decoder->height);
  for (int pass = 0; pass < PASS_COUNT; pass++)
    for (uint32_t y = 0; y < decoder->height; y++)
      png_read_row(decoder->png, NULL, rows + y * decoder->row_byte_count);
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_png *decoder = (matchd_png *)codec;
  const uint32_t count = next_row_count(decoder, row_capacity);
  if (decoder->rows_missing) {
    fill_missing(decoder, rows, 0, count);
  } else if (count > 0 && is_interlaced(decoder)) {
    read_passes(decoder, rows);
  } else {
    for (uint32_t i = 0; i < count; i++)
      png_read_row(decoder->png, rows + i * decoder->row_byte_count, NULL);
  }
  decoder->rows_read += count;
  return count;
}

/* ---- what can be had of broken data ---- */

/* Whether browsers show the picture all the same. */
static int is_forgivable(const matchd_png *decoder) {
  const char *message = decoder->codec.message;
  return strstr(message, MATCHD_PNG_ADLER_IS_WRONG) || strstr(message, MATCHD_PNG_WINDOW_IS_TOO_SMALL);
}

/* Begins again, forgiving, and goes on from the rows that were delivered. Where that fails too, the failure
 * comes back to `salvage`. */
static uint32_t read_again(matchd_png *decoder, uint8_t *rows, uint32_t row_capacity) {
  decoder->is_forgiving = 1;
  decoder->adler_is_doubtful = 1;
  decoder->offset = 0;
  decoder->codec.status = MATCHD_CODEC_OK;
  decoder->codec.warning_count = 1;
  matchd_png_close_reader(decoder);
  matchd_png_open_reader(decoder);
  begin_rows(decoder);
  for (uint32_t i = 0; i < decoder->rows_read; i++) png_read_row(decoder->png, rows, NULL);
  return read_rows(&decoder->codec, rows, row_capacity);
}

/* Whether the input lacks its last rows, or only what follows them. libpng has the same words for compressed
 * data that end early and for a chunk of another kind among those of the pixels. */
static int ended_early(const matchd_png *decoder) {
  if (decoder->has_ended) return 1;
  const uint32_t kind = png_get_io_chunk_type(decoder->png);
  return strcmp(decoder->codec.message, DATA_END_EARLY) == 0 && (kind == IDAT || kind == IEND);
}

/* libpng counts a row once it was delivered, and reads what follows the last one in the same call. */
static int has_rows(const matchd_png *decoder) {
  return png_get_current_row_number(decoder->png) > 0 || png_get_current_pass_number(decoder->png) > 0;
}

static uint32_t fill_rest(matchd_png *decoder, uint8_t *rows, uint32_t row_capacity) {
  const uint32_t count = next_row_count(decoder, row_capacity);
  if (is_interlaced(decoder)) {
    decoder->rows_missing = png_get_current_pass_number(decoder->png) < PASS_COUNT;
  } else {
    const uint32_t row = png_get_current_row_number(decoder->png);
    decoder->rows_missing = row < decoder->height;
    decoder->rows_there = row;
    fill_missing(decoder, rows, row - decoder->rows_read, count);
  }
  decoder->rows_read += count;
  return count;
}

/* The rows that are there, and gray for the others. */
static uint32_t salvage(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_png *decoder = (matchd_png *)codec;
  if (decoder->is_out_of_memory) return 0;
  if (!decoder->is_forgiving && is_forgivable(decoder)) return read_again(decoder, rows, row_capacity);
  if (!ended_early(decoder)) {
    if (!has_rows(decoder)) return 0;
    const int is_split = strcmp(codec->message, DATA_END_EARLY) == 0;
    matchd_codec_note_damage(codec, is_split ? "another chunk between those of the pixels" : codec->message);
  }
  codec->status = MATCHD_CODEC_OK;
  codec->warning_count += 1;
  return fill_rest(decoder, rows, row_capacity);
}

/* ---- end ---- */

static void read_to_end(matchd_codec *codec) {
  matchd_png *decoder = (matchd_png *)codec;
  if (decoder->has_ended || decoder->rows_missing) return;
  // libpng leaves out further chunks of pixels without a word.
  if (matchd_png_has_data_from(&decoder->file, decoder->offset))
    matchd_codec_note_damage(codec, "pixels in chunks that no row needs");
  png_read_end(decoder->png, NULL);
}

/* One checksum over data that decode whole may itself be what is wrong; where two disagree, or the header's
 * and the amount of data, it is the data. */
static void note_changes(matchd_png *decoder) {
  const uint64_t row_byte_count = png_get_rowbytes(decoder->png, decoder->info);
  const uint64_t inflated_max = 2 * (uint64_t)decoder->height * (2 * row_byte_count + 2);
  if (decoder->has_more_rows)
    matchd_codec_note_damage(&decoder->codec, "more rows than the header announces");
  else if (decoder->has_more_data && matchd_png_has_data_to_spare(&decoder->file, inflated_max))
    matchd_codec_note_damage(&decoder->codec, "compressed data that no row needs");
  if (decoder->header_crc_is_wrong && (decoder->has_more_data || decoder->rows_missing))
    matchd_codec_note_damage(&decoder->codec, "a header that disagrees with its checksum and its data");
  if (decoder->adler_is_doubtful && decoder->data_crc_is_wrong && !decoder->header_crc_is_wrong
      && matchd_png_data_were_changed(&decoder->file, inflated_max))
    matchd_codec_note_damage(&decoder->codec, "pixels that disagree with both of their checksums");
  if (matchd_png_palette_was_changed(&decoder->file))
    matchd_codec_note_damage(&decoder->codec, "colours that disagree with their checksum");
}

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  matchd_png *decoder = (matchd_png *)codec;
  note_changes(decoder);
  const int is_at_end = !decoder->has_ended && !decoder->rows_missing;
  condition->trailing_byte_count = is_at_end ? decoder->file.byte_count - decoder->offset : 0;
  condition->is_truncated = decoder->rows_missing && !matchd_codec_is_damaged(codec);
  condition->rows_there = condition->is_truncated ? decoder->rows_there : 0;
}

matchd_codec *matchd_png_create(void) {
  static const matchd_codec_format format = {
      .handle_size = sizeof(matchd_png),
      .open = open_picture,
      .describe = describe,
      .start = start_rows,
      .read = read_rows,
      .salvage = salvage,
      .read_to_end = read_to_end,
      .conclude = conclude,
      .close = close_picture,
  };
  return matchd_codec_create(&format);
}

uint32_t matchd_png_version(void) {
  const uint32_t number = png_access_version_number(); /* 10639 is 1.6.39 */
  return number / 10000 << 16 | number / 100 % 100 << 8 | number % 100;
}
