/*
 * The pixels of one GIF image through giflib: a file that holds one image, with its colours in the global
 * table and a graphic control block before it where an index is transparent. RGB, with alpha where one is.
 *
 * Rows come in the order in which they are coded: those of an interlaced image stand where the caller puts
 * them. Rows that the input ended or broke before are gray.
 */
#include <string.h>

#include <gif_lib.h>

#include "codec_format.h"
#include "formats.h"

/* What a row is filled with that the input ended before: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

typedef struct {
  matchd_codec codec;
  const uint8_t *bytes;
  size_t byte_count;
  size_t offset;
  GifFileType *file;
  int transparent_index;      /* NO_TRANSPARENT_COLOR: none */
  uint32_t rows_read;
  int rows_missing;           /* the input ended before the last row */
  int is_damaged;             /* what is left of the input does not decode */
  uint8_t line[65535];        /* indices of a row, 16 bits wide at most */
  uint8_t pixels[256][4];     /* RGB and alpha of each index */
} matchd_gif;

/* ---- what giflib asks for and tells us ---- */

static int on_read(GifFileType *file, GifByteType *target, int byte_count) {
  matchd_gif *decoder = file->UserData;
  const size_t left = decoder->byte_count - decoder->offset;
  const size_t count = (size_t)byte_count < left ? (size_t)byte_count : left;
  memcpy(target, decoder->bytes + decoder->offset, count);
  decoder->offset += count;
  return (int)count;
}

static int is_at_end(const matchd_gif *decoder, int error) {
  return error == D_GIF_ERR_EOF_TOO_SOON || decoder->offset == decoder->byte_count;
}

static void fail(matchd_gif *decoder, int error) {
  const char *words = GifErrorString(error);
  const matchd_codec_status status =
      error == D_GIF_ERR_NOT_ENOUGH_MEM ? MATCHD_CODEC_OUT_OF_MEMORY
      : is_at_end(decoder, error)       ? MATCHD_CODEC_TRUNCATED
                                        : MATCHD_CODEC_CORRUPT;
  matchd_codec_fail(&decoder->codec, status, words ? words : "data that giflib does not take");
}

/* ---- header ---- */

static void read_extension(matchd_gif *decoder) {
  int code = 0;
  GifByteType *block = NULL;
  if (DGifGetExtension(decoder->file, &code, &block) != GIF_OK) fail(decoder, decoder->file->Error);
  while (block) {
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && block[0] == 4 && DGifExtensionToGCB(block[0], block + 1, &control))
      decoder->transparent_index = control.TransparentColor;
    if (DGifGetExtensionNext(decoder->file, &block) != GIF_OK) fail(decoder, decoder->file->Error);
  }
}

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_gif *decoder = (matchd_gif *)codec;
  decoder->bytes = bytes;
  decoder->byte_count = byte_count;
  decoder->transparent_index = NO_TRANSPARENT_COLOR;
  int error = 0;
  decoder->file = DGifOpen(decoder, on_read, &error);
  if (!decoder->file) fail(decoder, error);
  GifRecordType kind = UNDEFINED_RECORD_TYPE;
  while (kind != IMAGE_DESC_RECORD_TYPE) {
    if (DGifGetRecordType(decoder->file, &kind) != GIF_OK) fail(decoder, decoder->file->Error);
    if (kind == EXTENSION_RECORD_TYPE) read_extension(decoder);
    if (kind == TERMINATE_RECORD_TYPE) fail(decoder, D_GIF_ERR_NO_IMAG_DSCR);
  }
  if (DGifGetImageDesc(decoder->file) != GIF_OK) fail(decoder, decoder->file->Error);
}

static int32_t channel_count(const matchd_gif *decoder) {
  return decoder->transparent_index == NO_TRANSPARENT_COLOR ? 3 : 4;
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_gif *decoder = (const matchd_gif *)codec;
  if (!decoder->file) return;
  header->width = (uint32_t)decoder->file->Image.Width;
  header->height = (uint32_t)decoder->file->Image.Height;
  header->channel_count = channel_count(decoder);
}

/* ---- rows ---- */

/* Indices beyond the table stand for black, as in Pillow. */
static void list_pixels(matchd_gif *decoder) {
  const ColorMapObject *map = decoder->file->SColorMap;
  memset(decoder->pixels, 0, sizeof decoder->pixels);
  for (int i = 0; i < 256; i++) {
    if (map && i < map->ColorCount) memcpy(decoder->pixels[i], &map->Colors[i], 3);
    decoder->pixels[i][3] = i == decoder->transparent_index ? 0 : 255;
  }
}

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_gif *decoder = (matchd_gif *)codec;
  list_pixels(decoder);
  (void)plan; /* giflib has no reduced rows; its memory is a table of codes */
  shape->width = (uint32_t)decoder->file->Image.Width;
  shape->height = (uint32_t)decoder->file->Image.Height;
  shape->channel_count = channel_count(decoder);
}

static void write_row(const matchd_gif *decoder, uint8_t *row) {
  const int count = decoder->file->Image.Width;
  if (channel_count(decoder) == 4) {
    for (int x = 0; x < count; x++) memcpy(row + 4 * x, decoder->pixels[decoder->line[x]], 4);
  } else {
    for (int x = 0; x < count; x++) memcpy(row + 3 * x, decoder->pixels[decoder->line[x]], 3);
  }
}

static void give_up(matchd_gif *decoder) {
  const int error = decoder->file->Error;
  if (decoder->rows_read == 0) fail(decoder, error);
  decoder->rows_missing = is_at_end(decoder, error);
  if (!decoder->rows_missing) {
    const char *words = GifErrorString(error);
    matchd_codec_note_damage(&decoder->codec, words ? words : "data that giflib does not take");
  }
  decoder->is_damaged = !decoder->rows_missing;
  decoder->codec.warning_count += 1;
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_gif *decoder = (matchd_gif *)codec;
  const uint32_t left = (uint32_t)decoder->file->Image.Height - decoder->rows_read;
  const uint32_t count = left < row_capacity ? left : row_capacity;
  const size_t row_byte_count = (size_t)decoder->file->Image.Width * (size_t)channel_count(decoder);
  for (uint32_t i = 0; i < count; i++, decoder->rows_read++) {
    uint8_t *row = rows + i * row_byte_count;
    if (!decoder->rows_missing && !decoder->is_damaged &&
        DGifGetLine(decoder->file, decoder->line, decoder->file->Image.Width) != GIF_OK)
      give_up(decoder);
    if (decoder->rows_missing || decoder->is_damaged) memset(row, MISSING_SAMPLE, row_byte_count);
    else write_row(decoder, row);
  }
  return count;
}

/* ---- end ---- */

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  condition->is_truncated = ((const matchd_gif *)codec)->rows_missing;
}

static void close_picture(matchd_codec *codec) {
  matchd_gif *decoder = (matchd_gif *)codec;
  int error = 0;
  if (decoder->file) DGifCloseFile(decoder->file, &error);
  decoder->file = NULL;
}

matchd_codec *matchd_gif_create(void) {
  static const matchd_codec_format format = {
      .handle_size = sizeof(matchd_gif),
      .open = open_picture,
      .describe = describe,
      .start = start_rows,
      .read = read_rows,
      .conclude = conclude,
      .close = close_picture,
  };
  return matchd_codec_create(&format);
}

uint32_t matchd_gif_version(void) { return GIFLIB_MAJOR << 16 | GIFLIB_MINOR << 8 | GIFLIB_RELEASE; }
