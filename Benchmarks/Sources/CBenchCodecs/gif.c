#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>

#include "CBenchCodecs.h"

/* ---- encoding ---- */

struct sink {
  uint8_t *bytes;
  size_t count, capacity;
};

static int write_bytes(GifFileType *file, const GifByteType *data, int count) {
  struct sink *sink = file->UserData;
  if (sink->count + (size_t)count > sink->capacity) {
    sink->capacity = 2 * (sink->count + (size_t)count);
    sink->bytes = realloc(sink->bytes, sink->capacity);
  }
  memcpy(sink->bytes + sink->count, data, (size_t)count);
  sink->count += (size_t)count;
  return count;
}

/* 6 levels of red, 7 of green, 6 of blue. */
enum { REDS = 6, GREENS = 7, BLUES = 6 };

static ColorMapObject *colours(void) {
  GifColorType table[256] = {{0, 0, 0}};
  for (int i = 0; i < REDS * GREENS * BLUES; i++)
    table[i] = (GifColorType){
        (GifByteType)(i / (GREENS * BLUES) * 255 / (REDS - 1)),
        (GifByteType)(i / BLUES % GREENS * 255 / (GREENS - 1)), (GifByteType)(i % BLUES * 255 / (BLUES - 1))};
  return GifMakeMapObject(256, table);
}

static uint8_t index_of(const uint8_t *pixel) {
  const int red = pixel[0] * REDS / 256, green = pixel[1] * GREENS / 256, blue = pixel[2] * BLUES / 256;
  return (uint8_t)((red * GREENS + green) * BLUES + blue);
}

void bench_encode_gif(const uint8_t *rgb, int width, int height, uint8_t **bytes, size_t *byte_count) {
  struct sink sink = {NULL, 0, 0};
  int error = 0;
  GifFileType *file = EGifOpen(&sink, write_bytes, &error);
  ColorMapObject *map = colours();
  if (!file || !map || EGifPutScreenDesc(file, width, height, 8, 0, map) != GIF_OK) abort();
  if (EGifPutImageDesc(file, 0, 0, width, height, false, NULL) != GIF_OK) abort();
  uint8_t *row = malloc((size_t)width);
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) row[x] = index_of(rgb + ((size_t)y * (size_t)width + (size_t)x) * 3);
    if (EGifPutLine(file, row, width) != GIF_OK) abort();
  }
  free(row);
  GifFreeMapObject(map);
  if (EGifCloseFile(file, &error) != GIF_OK) abort();
  *bytes = sink.bytes;
  *byte_count = sink.count;
}

/* ---- decoding ---- */

struct source {
  const uint8_t *next;
};

static int read_bytes(GifFileType *file, GifByteType *target, int count) {
  struct source *source = file->UserData;
  memcpy(target, source->next, (size_t)count);
  source->next += count;
  return count;
}

uint64_t bench_decode_gif(const uint8_t *bytes, size_t byte_count) {
  (void)byte_count;
  struct source source = {bytes};
  int error = 0;
  GifFileType *file = DGifOpen(&source, read_bytes, &error);
  GifRecordType kind = UNDEFINED_RECORD_TYPE;
  if (!file || DGifGetRecordType(file, &kind) != GIF_OK || DGifGetImageDesc(file) != GIF_OK) abort();
  const int width = file->Image.Width;
  uint8_t *indices = malloc((size_t)width), *row = malloc((size_t)width * 3);
  uint64_t sum = 0;
  for (int y = 0; y < file->Image.Height; y++) {
    if (DGifGetLine(file, indices, width) != GIF_OK) abort();
    for (int x = 0; x < width; x++) memcpy(row + 3 * x, &file->SColorMap->Colors[indices[x]], 3);
    sum += row[0];
  }
  free(indices);
  free(row);
  DGifCloseFile(file, &error);
  return sum;
}
