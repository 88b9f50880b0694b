/*
 * The pixels of one WebP picture through libwebp: the chunks of a still picture or of one frame, VP8 with
 * ALPH before it or VP8L, without the file around them. RGB, with alpha where the data have it; no dithering,
 * fancy upsampling, no colour profile.
 *
 * libwebp goes over a picture once, row after row, and into the caller's memory: so all rows come at once,
 * and those that were there before the data ended or broke are known.
 */
#include <string.h>

#include <webp/decode.h>

#include "codec_format.h"
#include "formats.h"

/* What a row is filled with that the input ended before: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

typedef struct {
  matchd_codec codec;
  const uint8_t *bytes;
  size_t byte_count;
  WebPBitstreamFeatures features;
  WebPIDecoder *decoder;
  int rows_missing;           /* the input ended before the last row */
} matchd_webp;

/* ---- header ---- */

static void fail(matchd_codec *codec, VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
      matchd_codec_fail(codec, MATCHD_CODEC_OUT_OF_MEMORY, "no memory");
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      matchd_codec_fail(codec, MATCHD_CODEC_TRUNCATED, "the input ends early");
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      matchd_codec_fail(codec, MATCHD_CODEC_UNSUPPORTED, "a feature that libwebp does not know");
    default:
      matchd_codec_fail(codec, MATCHD_CODEC_CORRUPT, "data that libwebp does not take");
  }
}

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_webp *decoder = (matchd_webp *)codec;
  decoder->bytes = bytes;
  decoder->byte_count = byte_count;
  const VP8StatusCode status = WebPGetFeatures(bytes, byte_count, &decoder->features);
  if (status != VP8_STATUS_OK) fail(codec, status);
}

static int32_t channel_count(const matchd_webp *decoder) { return decoder->features.has_alpha ? 4 : 3; }

static int is_lossless(const matchd_webp *decoder) { return decoder->features.format == 2; }

/* VP8L keeps the pixels that it refers back to, four bytes each; VP8 a few rows, and its alpha. */
static uint64_t held_byte_count(const matchd_webp *decoder) {
  const uint64_t pixel_count = (uint64_t)decoder->features.width * (uint64_t)decoder->features.height;
  if (is_lossless(decoder)) return 4 * pixel_count;
  return decoder->features.has_alpha ? 2 * pixel_count : 0;
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_webp *decoder = (const matchd_webp *)codec;
  header->width = (uint32_t)decoder->features.width;
  header->height = (uint32_t)decoder->features.height;
  header->comes_at_once = 1;
  header->channel_count = channel_count(decoder);
  header->held_byte_count = held_byte_count(decoder);
}

/* ---- rows ---- */

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  const matchd_webp *decoder = (const matchd_webp *)codec;
  (void)plan; /* libwebp's own scaler gives no averages, and what it holds grows with the picture alone */
  shape->width = (uint32_t)decoder->features.width;
  shape->height = (uint32_t)decoder->features.height;
  shape->channel_count = channel_count(decoder);
}

static size_t row_byte_count(const matchd_webp *decoder) {
  return (size_t)decoder->features.width * (size_t)channel_count(decoder);
}

/* How many rows were written. */
static uint32_t decode(matchd_webp *decoder, uint8_t *rows, VP8StatusCode *status) {
  WebPDecBuffer buffer;
  if (!WebPInitDecBuffer(&buffer)) fail(&decoder->codec, VP8_STATUS_INVALID_PARAM);
  buffer.colorspace = decoder->features.has_alpha ? MODE_RGBA : MODE_RGB;
  buffer.is_external_memory = 1;
  buffer.u.RGBA.rgba = rows;
  buffer.u.RGBA.stride = (int)row_byte_count(decoder);
  buffer.u.RGBA.size = row_byte_count(decoder) * (size_t)decoder->features.height;
  decoder->decoder = WebPINewDecoder(&buffer);
  if (!decoder->decoder) fail(&decoder->codec, VP8_STATUS_OUT_OF_MEMORY);
  *status = WebPIUpdate(decoder->decoder, decoder->bytes, decoder->byte_count);
  int count = 0;
  if (!WebPIDecGetRGB(decoder->decoder, &count, NULL, NULL, NULL)) count = 0;
  return (uint32_t)count;
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_webp *decoder = (matchd_webp *)codec;
  const uint32_t height = (uint32_t)decoder->features.height;
  if (decoder->decoder || row_capacity < height) return 0;
  VP8StatusCode status = VP8_STATUS_OK;
  const uint32_t count = decode(decoder, rows, &status);
  if (status == VP8_STATUS_OK) return height;
  if (count == 0 || status == VP8_STATUS_OUT_OF_MEMORY) fail(codec, status);
  memset(rows + count * row_byte_count(decoder), MISSING_SAMPLE, (height - count) * row_byte_count(decoder));
  decoder->rows_missing = status == VP8_STATUS_SUSPENDED;
  if (!decoder->rows_missing) matchd_codec_note_damage(codec, "data that libwebp does not take");
  codec->warning_count += 1;
  return height;
}

/* ---- end ---- */

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  condition->is_truncated = ((const matchd_webp *)codec)->rows_missing;
}

static void close_picture(matchd_codec *codec) {
  matchd_webp *decoder = (matchd_webp *)codec;
  WebPIDelete(decoder->decoder);
  decoder->decoder = NULL;
}

matchd_codec *matchd_webp_create(void) {
  static const matchd_codec_format format = {
      .handle_size = sizeof(matchd_webp),
      .open = open_picture,
      .describe = describe,
      .start = start_rows,
      .read = read_rows,
      .conclude = conclude,
      .close = close_picture,
  };
  return matchd_codec_create(&format);
}

uint32_t matchd_webp_version(void) { return (uint32_t)WebPGetDecoderVersion(); }
