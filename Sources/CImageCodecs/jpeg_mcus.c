#include "jpeg_mcus.h"

#include <limits.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpegint.h>

/* The DC coefficient of 64 samples of -128, and what an inexact transform may add. Rounding by the quantiser,
 * and choosing the next value because it is shorter, add up to one quantiser more. */
#define LEVEL_MAX (8 * 128 + 8)

/* A component of a sequential picture has one scan: of two, decoders show parts of both. */
static void note_components(
    matchd_jpeg_mcus *mcus, matchd_codec *codec, const struct jpeg_decompress_struct *info) {
  for (int i = 0; i < info->comps_in_scan; i++) {
    const uint32_t component = 1u << info->cur_comp_info[i]->component_index;
    if (mcus->components_seen & component) {
      codec->warning_count += 1;
      matchd_codec_note_damage(codec, "a component in two scans");
    }
    mcus->components_seen |= component;
  }
}

/* Worked out once a scan: looking it up for each block took 2 % of the time of a gray picture. */
static void set_levels(matchd_jpeg_mcus *mcus, const struct jpeg_decompress_struct *info) {
  for (int i = 0; i < info->blocks_in_MCU; i++) {
    const jpeg_component_info *component = info->cur_comp_info[info->MCU_membership[i]];
    const int quantiser = component->quant_table->quantval[0];
    mcus->level_max[i] = quantiser > 0 ? (LEVEL_MAX + quantiser) / quantiser : INT_MAX;
  }
}

/* Blocks may be brighter or darker than any samples make them: DC coefficients are coded as differences, so
 * that one that was lost shifts all that follow. */
static void note_levels(
    const matchd_jpeg_mcus *mcus, matchd_codec *codec, const struct jpeg_decompress_struct *info,
    JBLOCKROW *blocks) {
  for (int i = 0; i < info->blocks_in_MCU; i++) {
    if (abs(blocks[i][0][0]) <= mcus->level_max[i] || matchd_codec_is_damaged(codec)) continue;
    codec->warning_count += 1;
    matchd_codec_note_damage(codec, "a block beyond black or white");
  }
}

/* libjpeg has the interval count down to 0 with the scan, so that `end_scan` may have it discard what it read
 * ahead. A first interval was set before anybody could shorten it: the scan is begun once more, which changes
 * nothing else before its first MCU. */
static void begin_scan(matchd_jpeg_mcus *mcus, matchd_codec *codec, j_decompress_ptr info) {
  note_components(mcus, codec, info);
  set_levels(mcus, info);
  mcus->scan_number = info->input_scan_number;
  mcus->restart_interval = info->restart_interval;
  mcus->left_in_scan = info->MCUs_per_row * info->MCU_rows_in_scan;
  mcus->left_in_interval = info->restart_interval;
  if (info->restart_interval <= mcus->left_in_scan) return;
  info->restart_interval = mcus->left_in_interval = mcus->left_in_scan;
  info->entropy->start_pass(info);
}

static void begin_interval(matchd_jpeg_mcus *mcus, j_decompress_ptr info) {
  if (mcus->left_in_scan < info->restart_interval) info->restart_interval = mcus->left_in_scan;
  mcus->left_in_interval = info->restart_interval;
}

static boolean refuse_restart(j_decompress_ptr info) {
  (void)info;
  return FALSE;
}

/* Whole bytes that libjpeg has read ahead it counts as discarded where a restart is due. So it is told that
 * one is, and then that the marker cannot be had yet, whereupon it leaves everything else as it is. */
static void discard_read_ahead(matchd_jpeg_mcus *mcus, j_decompress_ptr info, JBLOCKROW *blocks) {
  const jpeg_marker_parser_method read_restart_marker = info->marker->read_restart_marker;
  info->marker->read_restart_marker = refuse_restart;
  info->restart_interval = 1;
  mcus->decode(info, blocks);
  info->marker->read_restart_marker = read_restart_marker;
}

/* What was discarded libjpeg tells of when it looks for the next marker, unless it has read ahead to that
 * one. An arithmetic decoder may be given zeros without end, so that nothing tells what it needed. */
static void end_scan(matchd_jpeg_mcus *mcus, j_decompress_ptr info, JBLOCKROW *blocks) {
  const int has_enough = !info->arith_code && !info->entropy->insufficient_data;
  if (has_enough) discard_read_ahead(mcus, info, blocks);
  info->restart_interval = mcus->restart_interval;
  const unsigned discarded = info->marker->discarded_bytes;
  if (discarded == 0 || info->unread_marker == 0) return;
  WARNMS2(info, JWRN_EXTRANEOUS_DATA, (int)discarded, info->unread_marker);
  info->marker->discarded_bytes = 0;
}

static void begin_mcu(matchd_jpeg_mcus *mcus, matchd_codec *codec, j_decompress_ptr info) {
  if (mcus->scan_number != info->input_scan_number) begin_scan(mcus, codec, info);
  if (mcus->left_in_interval == 0 && info->restart_interval > 0) begin_interval(mcus, info);
}

static void end_mcu(matchd_jpeg_mcus *mcus, j_decompress_ptr info, JBLOCKROW *blocks) {
  mcus->left_in_scan -= 1;
  if (info->restart_interval > 0) mcus->left_in_interval -= 1;
  if (mcus->left_in_scan == 0) end_scan(mcus, info, blocks);
}

boolean matchd_jpeg_decode_mcu(
    matchd_jpeg_mcus *mcus, matchd_codec *codec, j_decompress_ptr info, JBLOCKROW *blocks) {
  begin_mcu(mcus, codec, info);
  if (!mcus->decode(info, blocks)) return FALSE;
  note_levels(mcus, codec, info, blocks);
  end_mcu(mcus, info, blocks);
  return TRUE;
}
