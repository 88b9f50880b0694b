#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "CBenchCodecs.h"

struct sink {
  uint8_t *bytes;
  size_t count, capacity;
};

static void write_bytes(png_structp png, png_bytep data, png_size_t count) {
  struct sink *sink = png_get_io_ptr(png);
  if (sink->count + count > sink->capacity) {
    sink->capacity = 2 * (sink->count + count);
    sink->bytes = realloc(sink->bytes, sink->capacity);
  }
  memcpy(sink->bytes + sink->count, data, count);
  sink->count += count;
}

static void flush_bytes(png_structp png) { (void)png; }

void bench_encode_png(const uint8_t *rgb, int width, int height, uint8_t **bytes, size_t *byte_count) {
  struct sink sink = {NULL, 0, 0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &sink, write_bytes, flush_bytes);
  png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int y = 0; y < height; y++) png_write_row(png, rgb + (size_t)y * (size_t)width * 3);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  *bytes = sink.bytes;
  *byte_count = sink.count;
}

struct source {
  const uint8_t *next;
};

static void read_bytes(png_structp png, png_bytep data, png_size_t count) {
  struct source *source = png_get_io_ptr(png);
  memcpy(data, source->next, count);
  source->next += count;
}

uint64_t bench_decode_png(const uint8_t *bytes, size_t byte_count) {
  (void)byte_count;
  struct source source = {bytes};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  png_set_read_fn(png, &source, read_bytes);
  png_read_info(png, info);
  png_uint_32 height = png_get_image_height(png, info);
  uint8_t *row = malloc(png_get_rowbytes(png, info));
  uint64_t sum = 0;
  for (png_uint_32 y = 0; y < height; y++) {
    png_read_row(png, row, NULL);
    sum += row[0];
  }
  png_read_end(png, NULL);
  png_destroy_read_struct(&png, &info, NULL);
  free(row);
  return sum;
}

uint8_t *bench_read_png(const uint8_t *bytes, size_t byte_count, int *width, int *height) {
  png_image picture = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&picture, bytes, byte_count)) return NULL;
  picture.format = PNG_FORMAT_RGB;
  uint8_t *rgb = malloc(PNG_IMAGE_SIZE(picture));
  png_color black = {0, 0, 0};
  if (!png_image_finish_read(&picture, &black, rgb, 0, NULL)) {
    free(rgb);
    return NULL;
  }
  *width = (int)picture.width;
  *height = (int)picture.height;
  return rgb;
}
