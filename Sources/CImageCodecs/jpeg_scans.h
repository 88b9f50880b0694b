/*
 * The scans of a JPEG, watched while libjpeg decodes them: levels that no samples have, bytes that no block
 * needed, components that come once more, arithmetic data that end before their scan.
 *
 *     between rows of blocks   matchd_jpeg_watch_scans      a scan ended, another began
 *     for each MCU             matchd_jpeg_decode_mcu       where there is something to see in it
 *     behind the last row      matchd_jpeg_end_scan         the last one ended
 */
#ifndef MATCHD_JPEG_SCANS_H
#define MATCHD_JPEG_SCANS_H
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "codec_format.h"

typedef boolean matchd_jpeg_mcu_decoder(j_decompress_ptr info, JBLOCKROW *blocks);

typedef struct {
  matchd_jpeg_mcu_decoder *decode; /* libjpeg's own */
  int scan_number;             /* which of the scans; 0: none yet */
  int is_in_scan;              /* whether it has not ended */
  unsigned restart_interval;   /* MCUs from one restart marker to the next, as the file has it; 0: none */
  uint32_t count_in_scan;      /* MCUs of it */
  uint32_t left_in_scan;       /* MCUs still to come */
  uint32_t left_in_interval;
  uint32_t components_seen;    /* bit per component that a scan has begun for */
  int tells_end_of_data;       /* whether libjpeg supplies zeros without a word where data end too early */
  size_t bytes_ahead;          /* of the file, as the scan began */
  int ends_early;              /* such data ended with the picture, and much was still to come */
  uint32_t row_of_end;         /* the row of samples that was being decoded then */
  int level_max[D_MAX_BLOCKS_IN_MCU]; /* what a DC coefficient of samples may be on either side of 0 */
} matchd_jpeg_scans;

/* Notes what the scan that has ended tells, if one has, and takes in the one that has begun. `watch` is put
 * in the place of libjpeg's decoder of MCUs where it is to call matchd_jpeg_decode_mcu for each. */
void matchd_jpeg_watch_scans(
    matchd_jpeg_scans *scans, matchd_codec *codec, j_decompress_ptr info, matchd_jpeg_mcu_decoder *watch);

/* Decodes the next MCU as libjpeg does, and notes damage that shows in it. */
boolean matchd_jpeg_decode_mcu(
    matchd_jpeg_scans *scans, matchd_codec *codec, j_decompress_ptr info, JBLOCKROW *blocks);

/* Gives libjpeg's warning of bytes that the scan did not need, if it has ended. */
void matchd_jpeg_end_scan(matchd_jpeg_scans *scans, j_decompress_ptr info);

#endif
