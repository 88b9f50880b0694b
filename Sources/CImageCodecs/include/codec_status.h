/* What every decoder of this module answers with, and what it found beside the pixels. */
#ifndef MATCHD_CODEC_STATUS_H
#define MATCHD_CODEC_STATUS_H
#include <stdint.h>

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

/* Known after the last row was read. */
typedef struct {
  int64_t warning_count;        /* complaints that cost no row: a missing end marker is one */
  uint64_t trailing_byte_count; /* bytes after the end marker */
  int32_t is_truncated;         /* the input ended before the last rows; they were filled with gray */
} matchd_codec_findings;

/* Longest message with its terminating zero. */
#define MATCHD_CODEC_MESSAGE_MAX 200

#endif
