#include "png_reader.h"

#include <stdlib.h>
#include <string.h>

/* Largest width and height, libpng's own default. */
#define SIDE_MAX 1000000

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
  decoder->codec.warning_count += 1;
  if (strcmp(message, "IHDR: CRC error") == 0) decoder->header_crc_is_wrong = 1;
  if (strcmp(message, "IDAT: CRC error") == 0) decoder->data_crc_is_wrong = 1;
  if (strstr(message, MATCHD_PNG_ADLER_IS_WRONG)) decoder->adler_is_doubtful = 1;
  if (strstr(message, "Too much image data")) decoder->has_more_rows = 1;
  if (strstr(message, "Extra compressed data")) decoder->has_more_data = 1;
}

static void on_read(png_structp png, png_bytep target, size_t byte_count) {
  matchd_png *decoder = png_get_io_ptr(png);
  if (byte_count > decoder->file.byte_count - decoder->offset) {
    decoder->has_ended = 1;
    png_error(png, "the input ends early");
  }
  memcpy(target, decoder->file.bytes + decoder->offset, byte_count);
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

/* Width and height stand at fixed places, so that they are known even where libpng gives up on the header. */
void matchd_png_peek_size(const matchd_png *decoder, uint32_t *width, uint32_t *height) {
  static const uint8_t head[8] = {0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  const uint8_t *bytes = decoder->file.bytes;
  if (decoder->file.byte_count < 24 || memcmp(bytes + 8, head, sizeof head) != 0) return;
  *width = matchd_png_integer(bytes + 16);
  *height = matchd_png_integer(bytes + 20);
}

static void check_sides(matchd_png *decoder) {
  uint32_t width = 0, height = 0;
  matchd_png_peek_size(decoder, &width, &height);
  if (width > SIDE_MAX || height > SIDE_MAX)
    matchd_codec_fail(&decoder->codec, MATCHD_CODEC_SIDE_LIMIT, "a side is too long");
}

static void create_reader(matchd_png *decoder) {
  decoder->png = png_create_read_struct_2(
      PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning, decoder, on_allocate, on_free);
  if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
  if (!decoder->info) matchd_codec_fail(&decoder->codec, MATCHD_CODEC_OUT_OF_MEMORY, "no memory");
}

/* The rules of the house: checksums that disagree are warnings; chunks that no pixel depends on are not
 * parsed. libpng leaves out an ancillary chunk with a wrong checksum unless it is told not to look. */
static void configure(matchd_png *decoder) {
  const png_structp png = decoder->png;
  const int uses_transparency = matchd_png_has_wrong_transparency_checksum(&decoder->file);
  png_set_read_fn(png, decoder, on_read);
  png_set_user_limits(png, SIDE_MAX, SIDE_MAX);
  png_set_crc_action(png, PNG_CRC_WARN_USE, uses_transparency ? PNG_CRC_QUIET_USE : PNG_CRC_WARN_DISCARD);
  if (uses_transparency) decoder->codec.warning_count += 1;
  png_set_benign_errors(png, 1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  if (decoder->is_forgiving) {
    png_set_option(png, PNG_IGNORE_ADLER32, PNG_OPTION_ON);
    png_set_option(png, PNG_MAXIMUM_INFLATE_WINDOW, PNG_OPTION_ON);
  }
  /* Read in small steps, so that the last bytes that are there still become rows. */
  if (matchd_png_ends_in_data(&decoder->file)) png_set_compression_buffer_size(png, 1);
}

void matchd_png_open_reader(matchd_png *decoder) {
  create_reader(decoder);
  check_sides(decoder);
  configure(decoder);
  png_read_info(decoder->png, decoder->info);
}

void matchd_png_close_reader(matchd_png *decoder) {
  if (decoder->png) png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}
