/*
 * A picture format's decoder: encoded bytes in, rows out. All formats answer to these functions.
 *
 * One codec serves one thread and any number of pictures, one after another: open, start, read until all rows
 * are there, finish; close at any time. The bytes must stay where they are from open to close. Nothing here
 * calls back, prints or exits: a library's errors are caught inside each function and come back as a status
 * with a message. After a status other than OK only matchd_codec_message and matchd_codec_close may follow.
 */
#ifndef MATCHD_CODEC_H
#define MATCHD_CODEC_H
#include <stddef.h>
#include <stdint.h>

typedef struct matchd_codec matchd_codec;

typedef enum {
  MATCHD_CODEC_OK = 0,
  MATCHD_CODEC_CORRUPT,       /* the input breaks its format; the message says how */
  MATCHD_CODEC_TRUNCATED,     /* the input ended before the first row of pixels */
  MATCHD_CODEC_UNSUPPORTED,   /* a variety of the format that the library does not decode */
  MATCHD_CODEC_SIDE_LIMIT,    /* wider or higher than the library allows */
  MATCHD_CODEC_SCAN_LIMIT,    /* more scans than the caller allows */
  MATCHD_CODEC_MEMORY_LIMIT,  /* more memory than the caller allows */
  MATCHD_CODEC_OUT_OF_MEMORY, /* the machine has none left */
} matchd_codec_status;

/* Known once the first row is reached. */
typedef struct {
  uint32_t width;             /* zero where the input failed before its size was known */
  uint32_t height;
  int32_t reduction_max;      /* rows can be had at 1/2 ... 1/this of the size, each sample the average of
                                 those that it stands for; 0: only full ones */
  int32_t comes_at_once;      /* rows come all in one read */
  int32_t channel_count;      /* samples a pixel of full rows */
  uint64_t held_byte_count;   /* what the library keeps of the whole picture at once */
} matchd_codec_header;

/* A part of the bytes. */
typedef struct {
  size_t start;
  size_t end;                 /* just beyond the last byte */
} matchd_codec_part;

/* What to decode into, and what it may cost. */
typedef struct {
  int32_t reduction;          /* 0: full size. 2, 4 or 8, at most the header's: each side divided by it and
                                 rounded up */
  const matchd_codec_part *parts; /* where the rows need no more than these parts of the bytes, in order, the
                                 first from byte 0 on; NULL: all. Only for a picture that is
                                 read to its end before the first row */
  size_t part_count;
  int32_t scan_count_max;
  int64_t memory_max;         /* bytes that the library may hold */
} matchd_codec_plan;

/* The form of the rows: tightly packed, 8 bits a sample. */
typedef struct {
  uint32_t width;
  uint32_t height;
  int32_t channel_count;      /* 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha */
} matchd_codec_shape;

/* The condition that the picture was in. Known after the last row was read. */
typedef struct {
  int64_t warning_count;        /* complaints: a missing end marker is one */
  uint64_t trailing_byte_count; /* bytes after the end marker */
  int32_t is_truncated;         /* the input ended before the last rows; they were filled with gray */
  uint32_t rows_there;          /* of a truncated picture: rows that there are data for; 0: cannot be told */
  int32_t is_damaged;           /* data of the pixels decoded only with errors: matchd_codec_damage */
} matchd_codec_condition;

void matchd_codec_destroy(matchd_codec *codec);

/* Which of the pictures of a file `open` is to open from now on, where a format has several; 0, as a new
 * codec does: the first. */
void matchd_codec_choose(matchd_codec *codec, uint32_t picture);

/* Reads up to the first row. Allocates nothing that grows with the picture. */
matchd_codec_status matchd_codec_open(
    matchd_codec *codec, const uint8_t *bytes, size_t byte_count, matchd_codec_header *header);

/* Allocates what the picture needs. */
matchd_codec_status matchd_codec_start(
    matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape);

/* Writes the next rows, at most `row_capacity`; *row_count is 0 only after the last one. Where the header
 * says `comes_at_once`, `row_capacity` is the height. Rows that the input ended before are gray (128). */
matchd_codec_status matchd_codec_read(
    matchd_codec *codec, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count);

/* Call after the last row. */
void matchd_codec_finish(matchd_codec *codec, matchd_codec_condition *condition);

/* Releases what the picture needed. Harmless when nothing is open. */
void matchd_codec_close(matchd_codec *codec);

/* What the library said when the last status was not OK; valid until the next call. */
const char *matchd_codec_message(const matchd_codec *codec);

/* What was found first where the pixels' data decoded only with errors; empty where nothing was. Valid until
 * the codec is closed. */
const char *matchd_codec_damage(const matchd_codec *codec);

#endif
