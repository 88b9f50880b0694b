/*
 * PNG through libpng. Samples are the file's own, brought to 8 bits: 16 bits lose the lower 8, fewer than 8
 * are spread over 0...255, palette indices become their colours. No gamma, no colour profile. Ancillary
 * chunks other than tRNS are skipped unread but for their checksum.
 *
 * Where the input of an interlaced picture ended early, the passes that are there fill the blocks they stand
 * for.
 */
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "codec_format.h"
#include "formats.h"

/* What a row is filled with that the input ended before: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

/* Passes of an interlaced picture. */
#define PASS_COUNT 7

/* Largest width and height, libpng's own default. */
#define SIDE_MAX 1000000

typedef struct {
  matchd_codec codec;       /* first: codec.c sees no more of a handle */
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t byte_count;
  size_t offset;            /* of the next byte to read */
  uint32_t height;
  size_t row_byte_count;
  uint32_t rows_read;
  int has_ended;            /* libpng wanted bytes after the last one */
  int is_out_of_memory;
  int rows_missing;
} matchd_png;

/* ---- what libpng asks for and tells us ---- */

static matchd_codec_status failure(const matchd_png *decoder) {
  if (decoder->is_out_of_memory) return MATCHD_CODEC_OUT_OF_MEMORY;
  return decoder->has_ended ? MATCHD_CODEC_TRUNCATED : MATCHD_CODEC_CORRUPT;
}

static void on_error(png_structp png, png_const_charp message) {
  matchd_png *decoder = png_get_error_ptr(png);
  matchd_codec_fail(&decoder->codec, failure(decoder), message);
}

static void on_warning(png_structp png, png_const_charp message) {
  matchd_png *decoder = png_get_error_ptr(png);
  (void)message;
  decoder->codec.warning_count += 1;
}

static void on_read(png_structp png, png_bytep target, size_t byte_count) {
  matchd_png *decoder = png_get_io_ptr(png);
  if (byte_count > decoder->byte_count - decoder->offset) {
    decoder->has_ended = 1;
    png_error(png, "the input ends early");
  }
  memcpy(target, decoder->bytes + decoder->offset, byte_count);
  decoder->offset += byte_count;
}

static png_voidp on_allocate(png_structp png, png_alloc_size_t byte_count) {
  matchd_png *decoder = png_get_mem_ptr(png);
  void *memory = malloc(byte_count);
  if (!memory) decoder->is_out_of_memory = 1;
  return memory;
}

static void on_free(png_structp png, png_voidp memory) {
  (void)png;
  free(memory);
}

/* ---- header ---- */

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Width and height stand at fixed places, so that they are known even where libpng gives up on the header. */
static void peek_size(const matchd_png *decoder, uint32_t *width, uint32_t *height) {
  static const uint8_t head[8] = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  if (decoder->byte_count < 24 || memcmp(decoder->bytes + 8, head, sizeof head) != 0) return;
  *width = big_endian(decoder->bytes + 16);
  *height = big_endian(decoder->bytes + 20);
}

static void check_sides(matchd_png *decoder) {
  uint32_t width = 0, height = 0;
  peek_size(decoder, &width, &height);
  if (width > SIDE_MAX || height > SIDE_MAX)
    matchd_codec_fail(&decoder->codec, MATCHD_CODEC_SIDE_LIMIT, "a side is too long");
}

static void create_reader(matchd_png *decoder) {
  decoder->png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning, decoder, on_allocate, on_free);
  if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
  if (!decoder->info) matchd_codec_fail(&decoder->codec, MATCHD_CODEC_OUT_OF_MEMORY, "no memory");
}

/* Whether the input ends inside a chunk of pixels. */
static int ends_in_data(const uint8_t *bytes, size_t byte_count) {
  size_t offset = 8;
  while (offset + 8 <= byte_count) {
    const uint64_t end = (uint64_t)offset + 8 + big_endian(bytes + offset);
    if (end > byte_count) return memcmp(bytes + offset + 4, "IDAT", 4) == 0;
    offset = (size_t)end + 4;
  }
  return 0;
}

/* The rules of the house: broken checksums of pixels are errors, of the rest warnings; chunks that no pixel
 * depends on are not parsed. */
static void configure(matchd_png *decoder) {
  const png_structp png = decoder->png;
  png_set_read_fn(png, decoder, on_read);
  png_set_user_limits(png, SIDE_MAX, SIDE_MAX);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
  png_set_benign_errors(png, 1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  /* Read in small steps, so that the last bytes that are there still become rows. */
  if (ends_in_data(decoder->bytes, decoder->byte_count)) png_set_compression_buffer_size(png, 1);
}

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_png *decoder = (matchd_png *)codec;
  decoder->bytes = bytes;
  decoder->byte_count = byte_count;
  create_reader(decoder);
  check_sides(decoder);
  configure(decoder);
  png_read_info(decoder->png, decoder->info);
}

static void close_picture(matchd_codec *codec) {
  matchd_png *decoder = (matchd_png *)codec;
  if (decoder->png) png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}

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
  peek_size(decoder, &header->width, &header->height);
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

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_png *decoder = (matchd_png *)codec;
  (void)plan; /* libpng has no reduced rows and no scans; its memory is a few rows */
  set_transforms(decoder);
  png_read_update_info(decoder->png, decoder->info);
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

/* Whether the input lacks its last rows, or only what follows them; anything else is corrupt. libpng's words
 * are the only sign that the compressed data, not the file, ended early. */
static int ended_early(const matchd_png *decoder) {
  if (decoder->is_out_of_memory) return 0;
  return decoder->has_ended || strcmp(decoder->codec.message, "Not enough image data") == 0;
}

/* The rows that are there, and gray for the others. libpng counts a row once it was delivered, and reads what
 * follows the last one in the same call. */
static uint32_t salvage(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_png *decoder = (matchd_png *)codec;
  if (!ended_early(decoder)) return 0;
  codec->status = MATCHD_CODEC_OK;
  codec->warning_count += 1;
  const uint32_t count = next_row_count(decoder, row_capacity);
  if (is_interlaced(decoder)) {
    decoder->rows_missing = png_get_current_pass_number(decoder->png) < PASS_COUNT;
  } else {
    const uint32_t row = png_get_current_row_number(decoder->png);
    decoder->rows_missing = row < decoder->height;
    fill_missing(decoder, rows, row - decoder->rows_read, count);
  }
  decoder->rows_read += count;
  return count;
}

/* ---- end ---- */

static void read_to_end(matchd_codec *codec) {
  matchd_png *decoder = (matchd_png *)codec;
  if (!decoder->has_ended && !decoder->rows_missing) png_read_end(decoder->png, NULL);
}

static void conclude(const matchd_codec *codec, matchd_codec_condition *condition) {
  const matchd_png *decoder = (const matchd_png *)codec;
  condition->trailing_byte_count = decoder->has_ended ? 0 : decoder->byte_count - decoder->offset;
  condition->is_truncated = decoder->rows_missing;
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
