#include "pictures.h"

#include <stdlib.h>

#define PICTURE_COUNT_MAX 20
#define PIXEL_COUNT_MAX (1 << 18)
#define BYTE_COUNT_MAX (64 << 20)

static void read_rows(matchd_codec *codec, const matchd_codec_header *header) {
  const matchd_codec_plan plan = {.memory_max = BYTE_COUNT_MAX};
  matchd_codec_shape shape;
  if (matchd_codec_start(codec, &plan, &shape) != MATCHD_CODEC_OK) return;
  const uint32_t batch = header->comes_at_once ? shape.height : 16;
  uint8_t *rows = malloc((size_t)batch * shape.width * (size_t)shape.channel_count);
  uint32_t count = 1;
  while (rows && count > 0 && matchd_codec_read(codec, rows, batch, &count) == MATCHD_CODEC_OK) continue;
  free(rows);
  matchd_codec_condition condition;
  if (count == 0) matchd_codec_finish(codec, &condition);
}

void fuzz_pictures(matchd_codec *codec, int64_t picture_count, const uint8_t *bytes, size_t byte_count) {
  for (uint32_t picture = 0; codec && picture < picture_count && picture < PICTURE_COUNT_MAX; picture++) {
    matchd_codec_header header;
    matchd_codec_choose(codec, picture);
    if (matchd_codec_open(codec, bytes, byte_count, &header) != MATCHD_CODEC_OK) continue;
    if ((uint64_t)header.width * header.height > PIXEL_COUNT_MAX) continue;
    if (header.held_byte_count < BYTE_COUNT_MAX) read_rows(codec, &header);
  }
  if (codec) matchd_codec_destroy(codec);
}
