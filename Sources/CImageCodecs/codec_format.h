/*
 * What a format's file gives to codec.c: a handle that begins with a matchd_codec, and the functions that
 * work on it.
 *
 *     matchd_codec_read ── setjmp ──▶ format->read ──▶ the library ──▶ its error callback
 *           ◀──────────────────── longjmp ──── matchd_codec_fail ◀────────────┘
 *
 * The jump is set in codec.c, by a frame that lives until the format's function returns, and nowhere else.
 * What a format knows when it fails it keeps in its handle, not in local variables.
 */
#ifndef MATCHD_CODEC_FORMAT_H
#define MATCHD_CODEC_FORMAT_H
#include <setjmp.h>

#include "codec.h"

/* Functions marked `may fail` may call matchd_codec_fail. */
typedef struct {
  size_t handle_size;
  /* The handle is all zeros but for its matchd_codec, whose `picture` is the one to open. May fail. */
  void (*open)(matchd_codec *codec, const uint8_t *bytes, size_t byte_count);
  /* Whatever is known, also after a failure of `open`. `header` is all zeros. */
  void (*describe)(const matchd_codec *codec, matchd_codec_header *header);
  /* May fail. */
  void (*start)(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape);
  /* Writes rows and returns how many. May fail. */
  uint32_t (*read)(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity);
  /* After `read` failed: writes the rows that can be given all the same, returns how many and sets the status
   * to OK; or leaves the status. May fail, and is then called again. NULL where there is nothing to save. */
  uint32_t (*salvage)(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity);
  /* Reads what follows the last row; NULL where nothing does. May fail, which is a warning, since all rows
   * have been delivered; the status and message tell `conclude`. */
  void (*read_to_end)(matchd_codec *codec);
  /* Notes damage, and sets what codec.c does not know: all but warnings and damage. `condition` is all
   * zeros. */
  void (*conclude)(matchd_codec *codec, matchd_codec_condition *condition);
  void (*close)(matchd_codec *codec);
} matchd_codec_format;

/* Longest message with its terminating zero. */
#define MATCHD_CODEC_MESSAGE_MAX 200

struct matchd_codec {
  const matchd_codec_format *format;
  uint32_t picture;           /* of those of a file, the one to open */
  jmp_buf escape;             /* set anew by every function of codec.h that calls a library */
  matchd_codec_status status;
  int64_t warning_count;
  char message[MATCHD_CODEC_MESSAGE_MAX];
  char damage[MATCHD_CODEC_MESSAGE_MAX]; /* the first that was noted; empty: none */
};

/* NULL when out of memory. */
matchd_codec *matchd_codec_create(const matchd_codec_format *format);

/* The data of the pixels do not decode as they were written: `found` says what there is instead. */
void matchd_codec_note_damage(matchd_codec *codec, const char *found);

int matchd_codec_is_damaged(const matchd_codec *codec);

/* Leaves the running function of the format, whose caller is given the status. */
_Noreturn void matchd_codec_fail(matchd_codec *codec, matchd_codec_status status, const char *message);

#endif
