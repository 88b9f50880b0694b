#include "codec.h"

#include <stdlib.h>
#include <string.h>

#include "codec_format.h"

/* ---- life ---- */

matchd_codec *matchd_codec_create(const matchd_codec_format *format) {
  matchd_codec *codec = calloc(1, format->handle_size);
  if (codec) codec->format = format;
  return codec;
}

void matchd_codec_close(matchd_codec *codec) { codec->format->close(codec); }

void matchd_codec_destroy(matchd_codec *codec) {
  matchd_codec_close(codec);
  free(codec);
}

static void reset(matchd_codec *codec) {
  const matchd_codec_format *format = codec->format;
  const uint32_t picture = codec->picture;
  matchd_codec_close(codec);
  memset(codec, 0, format->handle_size);
  codec->format = format;
  codec->picture = picture;
}

/* ---- failure ---- */

void matchd_codec_fail(matchd_codec *codec, matchd_codec_status status, const char *message) {
  codec->status = status;
  strncpy(codec->message, message, sizeof codec->message - 1);
  longjmp(codec->escape, 1);
}

const char *matchd_codec_message(const matchd_codec *codec) { return codec->message; }

/* ---- damage ---- */

void matchd_codec_note_damage(matchd_codec *codec, const char *found) {
  if (!matchd_codec_is_damaged(codec)) strncpy(codec->damage, found, sizeof codec->damage - 1);
}

int matchd_codec_is_damaged(const matchd_codec *codec) { return codec->damage[0] != 0; }

const char *matchd_codec_damage(const matchd_codec *codec) { return codec->damage; }

/* ---- a picture ---- */

void matchd_codec_choose(matchd_codec *codec, uint32_t picture) { codec->picture = picture; }

static void open_bytes(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  if (setjmp(codec->escape)) return;
  codec->format->open(codec, bytes, byte_count);
}

matchd_codec_status matchd_codec_open(
    matchd_codec *codec, const uint8_t *bytes, size_t byte_count, matchd_codec_header *header) {
  reset(codec);
  open_bytes(codec, bytes, byte_count);
  memset(header, 0, sizeof *header);
  codec->format->describe(codec, header);
  return codec->status;
}

matchd_codec_status matchd_codec_start(
    matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  if (setjmp(codec->escape)) return codec->status;
  codec->format->start(codec, plan, shape);
  return MATCHD_CODEC_OK;
}

matchd_codec_status matchd_codec_read(
    matchd_codec *codec, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count) {
  *row_count = 0;
  if (setjmp(codec->escape)) {
    if (codec->format->salvage) *row_count = codec->format->salvage(codec, rows, row_capacity);
    return codec->status;
  }
  *row_count = codec->format->read(codec, rows, row_capacity);
  return MATCHD_CODEC_OK;
}

/* Whatever is wrong after the last row, all rows have been delivered. */
static void read_to_end(matchd_codec *codec) {
  if (setjmp(codec->escape)) {
    codec->warning_count += 1;
    return;
  }
  if (codec->format->read_to_end) codec->format->read_to_end(codec);
}

void matchd_codec_finish(matchd_codec *codec, matchd_codec_condition *condition) {
  read_to_end(codec);
  memset(condition, 0, sizeof *condition);
  codec->format->conclude(codec, condition);
  condition->warning_count = codec->warning_count;
  condition->is_damaged = matchd_codec_is_damaged(codec);
}
