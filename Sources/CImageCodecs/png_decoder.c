#include "png_decoder.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

/* What a row is filled with that the input ended before: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

struct matchd_png {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t byte_count;
  size_t offset;            /* of the next byte to read */
  jmp_buf escape;           /* set anew by every entry point that calls libpng */
  uint32_t height;
  size_t row_byte_count;
  uint32_t rows_read;
  int has_ended;            /* libpng wanted bytes after the last one */
  int is_out_of_memory;
  int rows_missing;
  int64_t warning_count;
  char message[MATCHD_CODEC_MESSAGE_MAX];
};

/* ---- what libpng asks for and tells us ---- */

static void on_error(png_structp png, png_const_charp message) {
  matchd_png *decoder = png_get_error_ptr(png);
  strncpy(decoder->message, message, sizeof decoder->message - 1);
  longjmp(decoder->escape, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  matchd_png *decoder = png_get_error_ptr(png);
  (void)message;
  decoder->warning_count += 1;
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

static matchd_codec_status failure(const matchd_png *decoder) {
  if (decoder->is_out_of_memory) return MATCHD_CODEC_OUT_OF_MEMORY;
  return decoder->has_ended ? MATCHD_CODEC_TRUNCATED : MATCHD_CODEC_CORRUPT;
}

/* ---- life ---- */

matchd_png *matchd_png_create(void) { return calloc(1, sizeof(matchd_png)); }

void matchd_png_close(matchd_png *decoder) {
  if (decoder->png) png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}

void matchd_png_destroy(matchd_png *decoder) {
  matchd_png_close(decoder);
  free(decoder);
}

const char *matchd_png_message(const matchd_png *decoder) { return decoder->message; }

/* ---- header ---- */

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Width and height stand at fixed places, so that they are known even where libpng gives up on the header. */
static void peek_size(const uint8_t *bytes, size_t byte_count, matchd_png_header *header) {
  static const uint8_t head[8] = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  if (byte_count < 24 || memcmp(bytes + 8, head, sizeof head) != 0) return;
  header->width = big_endian(bytes + 16);
  header->height = big_endian(bytes + 20);
}

/* False when out of memory. */
static int begin(matchd_png *decoder, const uint8_t *bytes, size_t byte_count) {
  matchd_png_close(decoder);
  memset(decoder, 0, sizeof *decoder);
  decoder->bytes = bytes;
  decoder->byte_count = byte_count;
  decoder->png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning, decoder, on_allocate, on_free);
  if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
  return decoder->info != NULL;
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
  png_set_user_limits(png, MATCHD_PNG_SIDE_MAX, MATCHD_PNG_SIDE_MAX);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
  png_set_benign_errors(png, 1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  /* Read in small steps, so that the last bytes that are there still become rows. */
  if (ends_in_data(decoder->bytes, decoder->byte_count)) png_set_compression_buffer_size(png, 1);
}

static void describe(const matchd_png *decoder, matchd_png_header *header) {
  const int colour = png_get_color_type(decoder->png, decoder->info);
  header->is_gray = !(colour & PNG_COLOR_MASK_COLOR);
  header->has_alpha =
      (colour & PNG_COLOR_MASK_ALPHA) || png_get_valid(decoder->png, decoder->info, PNG_INFO_tRNS);
  header->is_interlaced = png_get_interlace_type(decoder->png, decoder->info) != PNG_INTERLACE_NONE;
}

matchd_codec_status matchd_png_open(
    matchd_png *decoder, const uint8_t *bytes, size_t byte_count, matchd_png_header *header) {
  memset(header, 0, sizeof *header);
  peek_size(bytes, byte_count, header);
  if (!begin(decoder, bytes, byte_count)) return MATCHD_CODEC_OUT_OF_MEMORY;
  if (header->width > MATCHD_PNG_SIDE_MAX || header->height > MATCHD_PNG_SIDE_MAX)
    return MATCHD_CODEC_SIDE_LIMIT;
  if (setjmp(decoder->escape)) return failure(decoder);
  configure(decoder);
  png_read_info(decoder->png, decoder->info);
  describe(decoder, header);
  return MATCHD_CODEC_OK;
}

/* ---- rows ---- */

/* 8-bit gray or RGB, with alpha where it is there and wanted. */
static void set_transforms(const matchd_png *decoder, int keeps_alpha) {
  const png_structp png = decoder->png;
  const int colour = png_get_color_type(png, decoder->info);
  if (colour == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (colour == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (keeps_alpha && png_get_valid(png, decoder->info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  if (!keeps_alpha) png_set_strip_alpha(png);
  png_set_strip_16(png);
  png_set_interlace_handling(png);
}

matchd_codec_status matchd_png_start(matchd_png *decoder, int32_t keeps_alpha, int32_t *channel_count) {
  if (setjmp(decoder->escape)) return failure(decoder);
  set_transforms(decoder, keeps_alpha);
  png_read_update_info(decoder->png, decoder->info);
  *channel_count = png_get_channels(decoder->png, decoder->info);
  decoder->height = png_get_image_height(decoder->png, decoder->info);
  decoder->row_byte_count = (size_t)png_get_image_width(decoder->png, decoder->info) * (size_t)*channel_count;
  if (png_get_rowbytes(decoder->png, decoder->info) != decoder->row_byte_count)
    png_error(decoder->png, "a row has an unexpected size");
  return MATCHD_CODEC_OK;
}

/* After an error while rows were read. The input may lack its last rows, or all of them may be there and only
 * what follows is missing or wrong; anything else is corrupt. libpng's words are the only sign that the
 * compressed data, not the file, ended early. */
static matchd_codec_status judge_rows(matchd_png *decoder, int all_rows_read) {
  const int data_ends_early = strcmp(decoder->message, "Not enough image data") == 0;
  if (!decoder->has_ended && !data_ends_early) return failure(decoder);
  if (decoder->is_out_of_memory) return MATCHD_CODEC_OUT_OF_MEMORY;
  decoder->warning_count += 1;
  if (!all_rows_read) decoder->rows_missing = 1;
  return MATCHD_CODEC_OK;
}

/* libpng counts a row once it was delivered, and reads what follows the last one in the same call. */
static uint32_t rows_delivered(const matchd_png *decoder) {
  return png_get_current_row_number(decoder->png);
}

static matchd_codec_status read_rows(matchd_png *decoder, uint8_t *rows, uint32_t row_count) {
  if (setjmp(decoder->escape)) return judge_rows(decoder, rows_delivered(decoder) == decoder->height);
  for (uint32_t i = 0; i < row_count; i++)
    png_read_row(decoder->png, rows + i * decoder->row_byte_count, NULL);
  return MATCHD_CODEC_OK;
}

matchd_codec_status matchd_png_read(
    matchd_png *decoder, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count) {
  const uint32_t left = decoder->height - decoder->rows_read;
  const uint32_t count = left < row_capacity ? left : row_capacity;
  uint32_t delivered = 0;
  *row_count = 0;
  if (!decoder->rows_missing && count > 0) {
    const matchd_codec_status status = read_rows(decoder, rows, count);
    if (status != MATCHD_CODEC_OK) return status;
    delivered = rows_delivered(decoder) - decoder->rows_read;
  }
  memset(
      rows + delivered * decoder->row_byte_count, MISSING_SAMPLE,
      (count - delivered) * decoder->row_byte_count);
  decoder->rows_read += count;
  *row_count = count;
  return MATCHD_CODEC_OK;
}

/* Rows are offered as display rows: a pass fills the blocks that its pixels stand for until a later one
 * refines them. */
static matchd_codec_status read_passes(matchd_png *decoder, uint8_t *rows) {
  enum { passes = 7 };
  if (setjmp(decoder->escape))
    return judge_rows(decoder, png_get_current_pass_number(decoder->png) >= passes);
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t y = 0; y < decoder->height; y++)
      png_read_row(decoder->png, NULL, rows + y * decoder->row_byte_count);
  return MATCHD_CODEC_OK;
}

matchd_codec_status matchd_png_read_interlaced(matchd_png *decoder, uint8_t *rows) {
  memset(rows, MISSING_SAMPLE, decoder->height * decoder->row_byte_count);
  return read_passes(decoder, rows);
}

/* ---- end ---- */

/* Reads on to the end marker. Whatever is wrong there, all rows have been delivered. */
static void read_to_end(matchd_png *decoder) {
  if (setjmp(decoder->escape)) {
    decoder->warning_count += 1;
    return;
  }
  png_read_end(decoder->png, NULL);
}

void matchd_png_finish(matchd_png *decoder, matchd_codec_findings *findings) {
  if (!decoder->has_ended && !decoder->rows_missing) read_to_end(decoder);
  findings->warning_count = decoder->warning_count;
  findings->trailing_byte_count = decoder->byte_count - decoder->offset;
  if (decoder->has_ended) findings->trailing_byte_count = 0;
  findings->is_truncated = decoder->rows_missing;
}
