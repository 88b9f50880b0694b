#include "jpeg_damage.h"

#include <jerror.h>

/* Fewer zeros than this at a file's end may be coded data. */
#define ZERO_COUNT_MIN 16

/* Whether the data of a scan are not what they were. Bytes that no block needed show that blocks were read
 * from the wrong place, or that some are missing; before the first scan they are no pixel's. */
static int speaks_of_damage(const struct jpeg_decompress_struct *info) {
  switch (info->err->msg_code) {
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION: return 1;
    case JWRN_EXTRANEOUS_DATA: return info->input_scan_number > 0;
    default: return 0;
  }
}

void matchd_jpeg_note_warning(matchd_codec *codec, j_decompress_ptr info) {
  if (!speaks_of_damage(info)) return;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message((j_common_ptr)info, message);
  matchd_codec_note_damage(codec, message);
}

int matchd_jpeg_lacks_bits(const struct jpeg_decompress_struct *info, int coefficient_count) {
  if (!info->progressive_mode) return 0;
  for (int i = 0; i < info->num_components; i++)
    for (int k = 0; k < coefficient_count; k++)
      if (info->coef_bits[i][k] != 0) return 1;
  return 0;
}

static int has_zero(const JQUANT_TBL *table) {
  for (int k = 0; table && k < DCTSIZE2; k++)
    if (table->quantval[k] == 0) return 1;
  return 0;
}

void matchd_jpeg_note_quantisers(matchd_codec *codec, const struct jpeg_decompress_struct *info) {
  for (int i = 0; i < info->num_components; i++) {
    if (!has_zero(info->comp_info[i].quant_table)) continue;
    codec->warning_count += 1;
    matchd_codec_note_damage(codec, "a quantiser of 0");
  }
}

void matchd_jpeg_note_end(matchd_codec *codec, const struct jpeg_decompress_struct *info) {
  const int has_all_rows = info->output_scanline >= info->output_height;
  if (has_all_rows && codec->status != MATCHD_CODEC_OK) matchd_codec_note_damage(codec, codec->message);
}

int matchd_jpeg_ends_in_zeros(const uint8_t *bytes, size_t byte_count) {
  if (byte_count < ZERO_COUNT_MIN) return 0;
  for (size_t i = byte_count - ZERO_COUNT_MIN; i < byte_count; i++)
    if (bytes[i] != 0) return 0;
  return 1;
}
