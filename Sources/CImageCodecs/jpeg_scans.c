#include "jpeg_scans.h"

#include <limits.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpegint.h>

/* The DC coefficient of 64 samples of -128, and what an inexact transform may add. Rounding by the quantiser,
 * and choosing the next value because it is shorter, add up to one quantiser more. */
#define LEVEL_MAX (8 * 128 + 8)

/* ---- a scan begins ---- */

/* A component of a sequential picture has one scan: of two, decoders show parts of both. */
static void note_components(
    matchd_jpeg_scans *scans, matchd_codec *codec, const struct jpeg_decompress_struct *info) {
  for (int i = 0; i < info->comps_in_scan; i++) {
    const uint32_t component = 1u << info->cur_comp_info[i]->component_index;
    if (!info->progressive_mode && (scans->components_seen & component)) {
      codec->warning_count += 1;
      matchd_codec_note_damage(codec, "a component in two scans");
    }
    scans->components_seen |= component;
  }
}

static int has_levels(const struct jpeg_decompress_struct *info) {
  return !info->progressive_mode || info->Ss == 0;
}

/* Worked out once a scan: looking it up for each block took 2 % of the time of a gray picture. Low bits that
 * a progressive picture sends later count as anything. */
static void set_levels(matchd_jpeg_scans *scans, const struct jpeg_decompress_struct *info) {
  const int slack = info->progressive_mode ? (1 << info->Al) - 1 : 0;
  for (int i = 0; i < info->blocks_in_MCU; i++) {
    const jpeg_component_info *component = info->cur_comp_info[info->MCU_membership[i]];
    const int quantiser = component->quant_table->quantval[0];
    const int is_known = has_levels(info) && quantiser > 0;
    scans->level_max[i] = is_known ? (LEVEL_MAX + quantiser) / quantiser + slack : INT_MAX;
  }
}

/* The interval shall have counted down to 0 when the scan ends, so that `discard_read_ahead` works. A first
 * interval was set before anybody could shorten it: a sequential scan is begun once more, which changes
 * nothing else before its first MCU; a progressive one would count as sent twice. */
static void set_restarts(matchd_jpeg_scans *scans, j_decompress_ptr info) {
  scans->restart_interval = info->restart_interval;
  scans->count_in_scan = scans->left_in_scan = info->MCUs_per_row * info->MCU_rows_in_scan;
  scans->left_in_interval = info->restart_interval;
  if (info->restart_interval <= scans->left_in_scan || info->progressive_mode) return;
  info->restart_interval = scans->left_in_interval = scans->left_in_scan;
  info->entropy->start_pass(info);
}

/* Of chroma a gray picture has next to no data, and neither has any picture of some coefficients. */
static void watch_end_of_data(matchd_jpeg_scans *scans, const struct jpeg_decompress_struct *info) {
  int has_first_component = 0;
  for (int i = 0; i < info->comps_in_scan; i++)
    if (info->cur_comp_info[i]->component_index == 0) has_first_component = 1;
  scans->tells_end_of_data = info->arith_code && has_levels(info) && has_first_component;
  scans->bytes_ahead = info->src->bytes_in_buffer;
}

static void begin_scan(
    matchd_jpeg_scans *scans, matchd_codec *codec, j_decompress_ptr info, matchd_jpeg_mcu_decoder *watch) {
  scans->scan_number = info->input_scan_number;
  scans->is_in_scan = 1;
  note_components(scans, codec, info);
  set_levels(scans, info);
  set_restarts(scans, info);
  watch_end_of_data(scans, info);
  struct jpeg_entropy_decoder *entropy = info->entropy;
  if (entropy->decode_mcu != watch) scans->decode = entropy->decode_mcu;
  if (has_levels(info) || info->restart_interval > 0) entropy->decode_mcu = watch;
}

void matchd_jpeg_watch_scans(
    matchd_jpeg_scans *scans, matchd_codec *codec, j_decompress_ptr info, matchd_jpeg_mcu_decoder *watch) {
  matchd_jpeg_end_scan(scans, info);
  if (scans->scan_number != info->input_scan_number) begin_scan(scans, codec, info, watch);
}

/* ---- an MCU ---- */

static void begin_interval(matchd_jpeg_scans *scans, j_decompress_ptr info) {
  if (scans->left_in_scan < info->restart_interval) info->restart_interval = scans->left_in_scan;
  scans->left_in_interval = info->restart_interval;
}

/* Blocks may be brighter or darker than any samples make them: DC coefficients are coded as differences, so
 * that one that was lost shifts all that follow. */
static void note_levels(
    const matchd_jpeg_scans *scans, matchd_codec *codec, const struct jpeg_decompress_struct *info,
    JBLOCKROW *blocks) {
  for (int i = 0; i < info->blocks_in_MCU; i++) {
    if (abs(blocks[i][0][0]) <= scans->level_max[i] || matchd_codec_is_damaged(codec)) continue;
    codec->warning_count += 1;
    matchd_codec_note_damage(codec, "a block beyond black or white");
  }
}

static int is_restart(int marker) { return marker >= JPEG_RST0 && marker <= JPEG_RST0 + 7; }

/* An arithmetic decoder reads zeros after the end of its data without a word, as the standard has it, and an
 * encoder may leave out zeros at the end. So it is looked how much is still to come where the data have come
 * to their end: a row of blocks, or what takes more bytes, at the average of the scan so far, than decoders
 * read ahead and encoders leave out. */
static void note_end_of_data(
    matchd_jpeg_scans *scans, matchd_codec *codec, const struct jpeg_decompress_struct *info) {
  enum { DATA_MIN = 2, SPARE_MAX = 16 };
  if (!scans->tells_end_of_data || info->unread_marker == 0 || is_restart(info->unread_marker)) return;
  scans->tells_end_of_data = 0;
  const size_t ahead = info->src->bytes_in_buffer;
  const uint64_t read = scans->bytes_ahead > ahead ? scans->bytes_ahead - ahead : 0;
  const uint64_t data = read > 2 ? read - 2 : 0; /* without the marker */
  const uint64_t left = scans->left_in_scan, done = scans->count_in_scan - left;
  if (left < info->MCUs_per_row && data >= DATA_MIN && left * data <= SPARE_MAX * done) return;
  codec->warning_count += 1;
  if (info->unread_marker != JPEG_EOI) {
    matchd_codec_note_damage(codec, "data that end before their scan");
  } else {
    scans->ends_early = 1;
    scans->row_of_end = info->input_iMCU_row * (uint32_t)info->max_v_samp_factor * DCTSIZE;
  }
}

boolean matchd_jpeg_decode_mcu(
    matchd_jpeg_scans *scans, matchd_codec *codec, j_decompress_ptr info, JBLOCKROW *blocks) {
  const int has_restarts = info->restart_interval > 0;
  if (has_restarts && scans->left_in_interval == 0) begin_interval(scans, info);
  if (!scans->decode(info, blocks)) return FALSE;
  note_levels(scans, codec, info, blocks);
  scans->left_in_scan -= 1;
  if (has_restarts) scans->left_in_interval -= 1;
  note_end_of_data(scans, codec, info);
  return TRUE;
}

/* ---- a scan ends ---- */

static boolean refuse_restart(j_decompress_ptr info) {
  (void)info;
  return FALSE;
}

/* Whole bytes that libjpeg has read ahead it counts as discarded where a restart is due. So it is told that
 * one is, and then that the marker cannot be had yet, whereupon it leaves everything else as it is. */
static void discard_read_ahead(matchd_jpeg_scans *scans, j_decompress_ptr info) {
  const jpeg_marker_parser_method read_restart_marker = info->marker->read_restart_marker;
  JBLOCK untouched[D_MAX_BLOCKS_IN_MCU];
  JBLOCKROW blocks[D_MAX_BLOCKS_IN_MCU];
  for (int i = 0; i < D_MAX_BLOCKS_IN_MCU; i++) blocks[i] = &untouched[i];
  info->marker->read_restart_marker = refuse_restart;
  info->restart_interval = 1;
  scans->decode(info, blocks);
  info->marker->read_restart_marker = read_restart_marker;
}

/* What was discarded libjpeg tells of when it looks for the next marker, unless it has read ahead to that
 * one. An arithmetic decoder may be given zeros without end, so that nothing tells what it needed. */
void matchd_jpeg_end_scan(matchd_jpeg_scans *scans, j_decompress_ptr info) {
  if (!scans->is_in_scan || info->input_iMCU_row < info->total_iMCU_rows) return;
  scans->is_in_scan = 0;
  const int is_restart_due = info->restart_interval == 0 || scans->left_in_interval == 0;
  const int has_enough = !info->arith_code && !info->entropy->insufficient_data;
  if (is_restart_due && has_enough) discard_read_ahead(scans, info);
  info->restart_interval = scans->restart_interval;
  const unsigned discarded = info->marker->discarded_bytes;
  if (discarded == 0 || info->unread_marker == 0) return;
  WARNMS2(info, JWRN_EXTRANEOUS_DATA, (int)discarded, info->unread_marker);
  info->marker->discarded_bytes = 0;
}
