/*
 * The MCUs of a sequential JPEG, watched one after the other: levels that no samples have, bytes that no
 * block of their scan needed, components that come once more.
 */
#ifndef MATCHD_JPEG_MCUS_H
#define MATCHD_JPEG_MCUS_H
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "codec_format.h"

typedef struct {
  boolean (*decode)(j_decompress_ptr, JBLOCKROW *); /* libjpeg's own */
  int scan_number;             /* which of the scans; 0: none yet */
  unsigned restart_interval;   /* MCUs from one restart marker to the next, as the file has it; 0: none */
  uint32_t left_in_scan;       /* MCUs still to come */
  uint32_t left_in_interval;
  uint32_t components_seen;    /* bit per component that a scan has begun for */
  int level_max[D_MAX_BLOCKS_IN_MCU]; /* what a DC coefficient of samples may be on either side of 0 */
} matchd_jpeg_mcus;

/* Decodes the next MCU as mcus->decode does, and notes damage that shows there. */
boolean matchd_jpeg_decode_mcu(
    matchd_jpeg_mcus *mcus, matchd_codec *codec, j_decompress_ptr info, JBLOCKROW *blocks);

#endif
