/*
 * HEIC and AVIF through libheif, in the thread that calls: a cell has no other. The picture is decoded whole,
 * and its rows are handed out of libheif's own memory.
 *
 * libheif turns and mirrors as the file's properties say (irot, imir), unless a picture is asked for as it is
 * stored. An EXIF orientation beside them is no instruction by the standard (ISO 23008-12, annex A). What
 * does not decode to its end has no rows at all.
 */
#include <libheif/heif.h>
#include <string.h>

#include "CHeif.h"
#include "codec_format.h"
#include "heif_boxes.h"

/* Largest width and height: what libheif itself allows. */
#define SIDE_MAX 32768

/* More than are looked at in a file. */
#define PICTURE_COUNT_MAX 1024

/* What libheif and the decoders behind it hold of a picture for each of its pixels: planes of the decoder and
 * of libheif, and interleaved samples. */
#define HELD_BYTES_A_PIXEL 10
#define HELD_BYTES_A_DEEP_PIXEL 20

typedef struct {
  matchd_codec codec;         /* first: codec.c sees no more of a handle */
  size_t byte_count;
  size_t end;                 /* of the file by its own words */
  struct heif_context *context;
  struct heif_image_handle *handle;
  struct heif_image *image;
  const uint8_t *samples;
  size_t stride;
  uint32_t width;
  uint32_t height;
  uint32_t rows_read;
  int has_alpha;
  int is_as_stored;
} matchd_heif;

/* ---- failure ---- */

static int is_cut(const matchd_heif *decoder) { return decoder->byte_count < decoder->end; }

static matchd_codec_status status_of(const matchd_heif *decoder, struct heif_error error) {
  switch (error.code) {
    case heif_error_Memory_allocation_error:
      return error.subcode == heif_suberror_Security_limit_exceeded ? MATCHD_CODEC_UNSUPPORTED
                                                                    : MATCHD_CODEC_OUT_OF_MEMORY;
    case heif_error_Unsupported_filetype:
    case heif_error_Unsupported_feature: return MATCHD_CODEC_UNSUPPORTED;
    default: return is_cut(decoder) ? MATCHD_CODEC_TRUNCATED : MATCHD_CODEC_CORRUPT;
  }
}

static void check(matchd_heif *decoder, struct heif_error error) {
  if (error.code != heif_error_Ok)
    matchd_codec_fail(&decoder->codec, status_of(decoder, error), error.message);
}

/* ---- header ---- */

static struct heif_context *make_context(void) {
  struct heif_context *context = heif_context_alloc();
  if (!context) return NULL;
  heif_context_set_max_decoding_threads(context, 0);
  heif_context_set_maximum_image_size_limit(context, SIDE_MAX);
  return context;
}

/* The pictures beside the primary one follow in the order of the file. */
static struct heif_error find_picture(matchd_heif *decoder) {
  heif_item_id primary = 0, pictures[PICTURE_COUNT_MAX];
  const struct heif_error error = heif_context_get_primary_image_ID(decoder->context, &primary);
  if (error.code != heif_error_Ok || decoder->codec.picture == 0)
    return heif_context_get_primary_image_handle(decoder->context, &decoder->handle);
  const int count =
      heif_context_get_list_of_top_level_image_IDs(decoder->context, pictures, PICTURE_COUNT_MAX);
  uint32_t number = 0;
  for (int i = 0; i < count; i++)
    if (pictures[i] != primary && ++number == decoder->codec.picture)
      return heif_context_get_image_handle(decoder->context, pictures[i], &decoder->handle);
  const struct heif_error missing = {
      heif_error_Usage_error, heif_suberror_Nonexisting_item_referenced, "no such picture"};
  return missing;
}

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_heif *decoder = (matchd_heif *)codec;
  decoder->byte_count = byte_count;
  decoder->end = matchd_heif_walk_boxes(bytes, byte_count).end;
  /* What stands behind may be another file, whose boxes are not this one's. */
  const size_t own_byte_count = is_cut(decoder) ? byte_count : decoder->end;
  decoder->context = make_context();
  if (!decoder->context) matchd_codec_fail(codec, MATCHD_CODEC_OUT_OF_MEMORY, "no memory");
  check(decoder, heif_context_read_from_memory_without_copy(decoder->context, bytes, own_byte_count, NULL));
  check(decoder, find_picture(decoder));
  const int width = decoder->is_as_stored ? heif_image_handle_get_ispe_width(decoder->handle)
                                          : heif_image_handle_get_width(decoder->handle);
  const int height = decoder->is_as_stored ? heif_image_handle_get_ispe_height(decoder->handle)
                                           : heif_image_handle_get_height(decoder->handle);
  if (width <= 0 || height <= 0) matchd_codec_fail(codec, MATCHD_CODEC_CORRUPT, "a picture without a size");
  decoder->width = (uint32_t)width;
  decoder->height = (uint32_t)height;
  decoder->has_alpha = heif_image_handle_has_alpha_channel(decoder->handle) != 0;
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_heif *decoder = (const matchd_heif *)codec;
  header->width = decoder->width;
  header->height = decoder->height;
  header->channel_count = decoder->has_alpha ? 4 : 3;
  if (!decoder->handle) return;
  const int is_deep = heif_image_handle_get_luma_bits_per_pixel(decoder->handle) > 8;
  const uint64_t held = is_deep ? HELD_BYTES_A_DEEP_PIXEL : HELD_BYTES_A_PIXEL;
  header->held_byte_count = held * decoder->width * decoder->height;
}

/* ---- rows ---- */

static struct heif_error decode(matchd_heif *decoder) {
  struct heif_decoding_options *options = heif_decoding_options_alloc();
  if (!options) {
    const struct heif_error error = {
        heif_error_Memory_allocation_error, heif_suberror_Unspecified, "no memory"};
    return error;
  }
  options->convert_hdr_to_8bit = 1;
  options->ignore_transformations = (uint8_t)decoder->is_as_stored;
  const struct heif_error error = heif_decode_image(
      decoder->handle, &decoder->image, heif_colorspace_RGB,
      decoder->has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options);
  heif_decoding_options_free(options);
  return error;
}

/* A coded picture may have another size than the file announces. */
static void check_size(matchd_heif *decoder) {
  const int width = heif_image_get_width(decoder->image, heif_channel_interleaved);
  const int height = heif_image_get_height(decoder->image, heif_channel_interleaved);
  if (width != (int)decoder->width || height != (int)decoder->height)
    matchd_codec_fail(&decoder->codec, MATCHD_CODEC_CORRUPT, "another size than is announced");
}

static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_heif *decoder = (matchd_heif *)codec;
  (void)plan; /* there are full rows alone, and the cell bounds the memory */
  check(decoder, decode(decoder));
  check_size(decoder);
  int stride = 0;
  decoder->samples = heif_image_get_plane_readonly(decoder->image, heif_channel_interleaved, &stride);
  decoder->stride = (size_t)stride;
  shape->width = decoder->width;
  shape->height = decoder->height;
  shape->channel_count = decoder->has_alpha ? 4 : 3;
  if (!decoder->samples || decoder->stride < (size_t)shape->width * (size_t)shape->channel_count)
    matchd_codec_fail(codec, MATCHD_CODEC_CORRUPT, "no samples of the form asked for");
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_heif *decoder = (matchd_heif *)codec;
  const uint32_t left = decoder->height - decoder->rows_read;
  const uint32_t count = left < row_capacity ? left : row_capacity;
  const size_t row_byte_count = (size_t)decoder->width * (decoder->has_alpha ? 4 : 3);
  for (uint32_t i = 0; i < count; i++)
    memcpy(
        rows + i * row_byte_count, decoder->samples + (decoder->rows_read + i) * decoder->stride,
        row_byte_count);
  decoder->rows_read += count;
  return count;
}

/* ---- end ---- */

static void read_to_end(matchd_codec *codec) {
  matchd_heif *decoder = (matchd_heif *)codec;
  codec->warning_count += heif_image_get_decoding_warnings(decoder->image, 0, NULL, 0);
  if (is_cut(decoder)) matchd_codec_fail(codec, MATCHD_CODEC_TRUNCATED, "boxes that end beyond the file");
}

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  const matchd_heif *decoder = (const matchd_heif *)codec;
  condition->trailing_byte_count = is_cut(decoder) ? 0 : decoder->byte_count - decoder->end;
}

static void close_picture(matchd_codec *codec) {
  matchd_heif *decoder = (matchd_heif *)codec;
  if (decoder->image) heif_image_release(decoder->image);
  if (decoder->handle) heif_image_handle_release(decoder->handle);
  if (decoder->context) heif_context_free(decoder->context);
  decoder->image = NULL;
  decoder->handle = NULL;
  decoder->context = NULL;
}

static void open_as_stored(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  ((matchd_heif *)codec)->is_as_stored = 1;
  open_picture(codec, bytes, byte_count);
}

#define FORMAT_OPENED_BY(function) \
  { \
    .handle_size = sizeof(matchd_heif), .open = function, .describe = describe, .start = start_rows, \
    .read = read_rows, .read_to_end = read_to_end, .conclude = conclude, .close = close_picture, \
  }

matchd_codec *matchd_heif_create(void) {
  static const matchd_codec_format format = FORMAT_OPENED_BY(open_picture);
  return matchd_codec_create(&format);
}

matchd_codec *matchd_heif_create_as_stored(void) {
  static const matchd_codec_format format = FORMAT_OPENED_BY(open_as_stored);
  return matchd_codec_create(&format);
}

/* ---- without decoding ---- */

static int32_t top_level_count(const uint8_t *bytes, size_t byte_count) {
  struct heif_context *context = make_context();
  if (!context) return 0;
  const struct heif_error error =
      heif_context_read_from_memory_without_copy(context, bytes, byte_count, NULL);
  const int count =
      error.code == heif_error_Ok ? heif_context_get_number_of_top_level_images(context) : 0;
  heif_context_free(context);
  return count;
}

matchd_heif_extent matchd_heif_measure(const uint8_t *bytes, size_t byte_count) {
  const matchd_heif_boxes boxes = matchd_heif_walk_boxes(bytes, byte_count);
  const int32_t count = top_level_count(bytes, boxes.end < byte_count ? boxes.end : byte_count);
  const matchd_heif_extent extent = {
      .end = boxes.end,
      .further_count = count > 1 ? count - 1 : 0,
      .has_sequence = boxes.has_sequence,
  };
  return extent;
}

const char *matchd_heif_version(void) { return heif_get_version(); }
