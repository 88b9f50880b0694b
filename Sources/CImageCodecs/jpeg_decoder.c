/*
 * JPEG through libjpeg: RGB (slow integer DCT, fancy upsampling) or gray; CMYK and YCCK come as RGB. Reduced
 * rows come from inverse DCTs of 4, 2 or 1 samples a side, which are the averages of the full ones.
 */
#include "formats.h"
#include "jpeg_damage.h"
#include "jpeg_memory.h"
#include "jpeg_overshoot.h"
#include "jpeg_scans.h"
#include "jpeg_source.h"

#include <jerror.h>
#include <jpegint.h>

typedef struct {
  matchd_codec codec;          /* first: codec.c sees no more of a handle */
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  matchd_jpeg_source source;
  int ends_in_zeros;
  matchd_jpeg_scans scans;
  matchd_jpeg_overshoot overshoot;
  int is_open;
  int scan_count_max;
  uint64_t held_byte_count;    /* coefficients, where rows cannot be made before the last scan */
  int has_multiple_scans;
  int rows_missing;            /* entropy-coded data ended before its scan did */
  uint32_t row_of_end;         /* where the rows of a picture in one scan are missing: how many are there */
  int bits_missing;            /* of coefficients: no scan brought them */
  JSAMPARRAY cmyk_row;         /* one row of four channels; NULL unless the picture has them */
} matchd_jpeg;

static matchd_jpeg *decoder_of(j_common_ptr info) { return info->client_data; }

/* ---- what libjpeg tells us ---- */

static matchd_codec_status status_of(const matchd_jpeg *decoder, int message_code) {
  switch (message_code) {
    case JERR_OUT_OF_MEMORY: return MATCHD_CODEC_OUT_OF_MEMORY;
    case JERR_NO_BACKING_STORE: return MATCHD_CODEC_MEMORY_LIMIT;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW: return MATCHD_CODEC_SIDE_LIMIT;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED: return MATCHD_CODEC_UNSUPPORTED;
    default: return decoder->source.has_ended ? MATCHD_CODEC_TRUNCATED : MATCHD_CODEC_CORRUPT;
  }
}

static void on_error(j_common_ptr info) {
  matchd_jpeg *decoder = decoder_of(info);
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  matchd_codec_fail(&decoder->codec, status_of(decoder, info->err->msg_code), message);
}

/* A scan ran out of data. At the end of the picture rows are missing, unless it only sharpened what was
 * there; before another marker the data are damaged, since more of them follow. */
static int leaves_rows_missing(const struct jpeg_decompress_struct *info) {
  const int only_refines = info->progressive_mode && (info->Ss != 0 || info->Ah != 0);
  return info->unread_marker == JPEG_EOI && !only_refines;
}

static void on_message(j_common_ptr info, int level) {
  matchd_jpeg *decoder = decoder_of(info);
  if (level >= 0) return;
  decoder->codec.warning_count += 1;
  if (info->err->msg_code == JWRN_HIT_MARKER && leaves_rows_missing(&decoder->info)) {
    decoder->rows_missing = 1;
    decoder->row_of_end =
        decoder->info.input_iMCU_row * (uint32_t)decoder->info.max_v_samp_factor * DCTSIZE;
  } else {
    matchd_jpeg_note_warning(&decoder->codec, &decoder->info);
  }
}

static void print_nothing(j_common_ptr info) { (void)info; }

static boolean watch_mcu(j_decompress_ptr info, JBLOCKROW *blocks) {
  matchd_jpeg *decoder = decoder_of((j_common_ptr)info);
  if (!matchd_jpeg_decode_mcu(&decoder->scans, &decoder->codec, info, blocks)) return FALSE;
  if (!info->progressive_mode) matchd_jpeg_add_mcu_overshoot(&decoder->overshoot, info, blocks);
  return TRUE;
}

/* Called by libjpeg between rows of blocks: the place to stop a picture that has more scans than sense. */
static void on_progress(j_common_ptr info) {
  matchd_jpeg *decoder = decoder_of(info);
  matchd_jpeg_watch_scans(&decoder->scans, &decoder->codec, &decoder->info, watch_mcu);
  if (decoder->info.input_scan_number > decoder->scan_count_max)
    matchd_codec_fail(&decoder->codec, MATCHD_CODEC_SCAN_LIMIT, "too many scans");
}

/* ---- header ---- */

static void close_picture(matchd_codec *codec) {
  matchd_jpeg *decoder = (matchd_jpeg *)codec;
  if (decoder->is_open) jpeg_destroy_decompress(&decoder->info);
  decoder->is_open = 0;
}

static void open_picture(matchd_codec *codec, const uint8_t *bytes, size_t byte_count) {
  matchd_jpeg *decoder = (matchd_jpeg *)codec;
  decoder->ends_in_zeros = matchd_jpeg_ends_in_zeros(bytes, byte_count);
  decoder->info.err = jpeg_std_error(&decoder->errors);
  decoder->info.client_data = decoder;
  decoder->errors.error_exit = on_error;
  decoder->errors.emit_message = on_message;
  decoder->errors.output_message = print_nothing;
  decoder->progress.progress_monitor = on_progress;
  jpeg_create_decompress(&decoder->info);
  decoder->is_open = 1;
  matchd_jpeg_source_begin(&decoder->source, &decoder->info, bytes, byte_count);
  jpeg_read_header(&decoder->info, TRUE);
  decoder->held_byte_count = matchd_jpeg_held_byte_count(&decoder->info);
}

/* Whether luma is quantised so coarsely (the usual tables below quality 26) that samples ring far beyond
 * their range inside what becomes one reduced pixel: the full decode cuts that off, and a reduced one shows
 * no trace of it. */
static int is_coarse(const struct jpeg_decompress_struct *info) {
  enum { MEAN_MAX = 112 };
  /* Any byte of the header: libjpeg looks whether there is such a table when it starts to decode. */
  const int number = info->comp_info[0].quant_tbl_no;
  const JQUANT_TBL *quantisers = number >= 0 && number < NUM_QUANT_TBLS ? info->quant_tbl_ptrs[number] : NULL;
  if (!quantisers) return 1;
  unsigned sum = 0;
  for (int k = 0; k < DCTSIZE2; k++) sum += quantisers->quantval[k];
  return sum > MEAN_MAX * DCTSIZE2;
}

/* At 1/8 only DC coefficients are read, so that nothing shows where the AC coefficients that were left out
 * drove samples beyond their range: for the price that is saved in a sequential picture, which has to be read
 * whole, not worth it. Arithmetic coding and colour spaces without luma have not been measured. */
static int reduction_max(const struct jpeg_decompress_struct *info) {
  const int has_luma = info->jpeg_color_space == JCS_GRAYSCALE || info->jpeg_color_space == JCS_YCbCr;
  if (!has_luma || info->arith_code || is_coarse(info)) return 0;
  return info->progressive_mode ? 8 : 4;
}

static void describe(const matchd_codec *codec, matchd_codec_header *header) {
  const matchd_jpeg *decoder = (const matchd_jpeg *)codec;
  if (!decoder->is_open) return;
  header->width = decoder->info.image_width;
  header->height = decoder->info.image_height;
  header->reduction_max = reduction_max(&decoder->info);
  header->channel_count = decoder->info.num_components == 1 ? 1 : 3;
  header->held_byte_count = decoder->held_byte_count;
}

/* ---- rows ---- */

/* The colour space to ask libjpeg for; JCS_UNKNOWN where there is none to convert from. */
static J_COLOR_SPACE output_space(const struct jpeg_decompress_struct *info) {
  switch (info->num_components) {
    case 1: return JCS_GRAYSCALE;
    case 3: return JCS_RGB;
    case 4: return JCS_CMYK;
    default: return JCS_UNKNOWN;
  }
}

static void start_decompress(matchd_jpeg *decoder, const matchd_codec_plan *plan) {
  const j_decompress_ptr info = &decoder->info;
  info->progress = &decoder->progress;
  info->mem->max_memory_to_use = plan->memory_max;
  info->dct_method = JDCT_ISLOW;
  info->do_fancy_upsampling = TRUE;
  info->scale_num = 1;
  info->scale_denom = plan->reduction ? (unsigned)plan->reduction : 1;
  decoder->scan_count_max = plan->scan_count_max;
  decoder->has_multiple_scans = jpeg_has_multiple_scans(info);
  if (plan->part_count > 0) {
    matchd_jpeg_source_keep(&decoder->source, plan->parts, plan->part_count);
    /* Coefficients that were left out on purpose are not to be guessed. */
    info->do_block_smoothing = FALSE;
  }
  /* At 1/8 nothing is left of AC coefficients, and they may not even be read. */
  decoder->overshoot.output_side = plan->reduction == 2 || plan->reduction == 4 ? 8 / plan->reduction : 0;
  jpeg_start_decompress(info);
  if (decoder->overshoot.output_side > 0 && info->progressive_mode)
    matchd_jpeg_add_kept_overshoot(&decoder->overshoot, info);
  /* Of parts the caller knows that they hold all DC coefficients, and that the other scans are there. */
  decoder->bits_missing = matchd_jpeg_lacks_bits(info, plan->part_count > 0 ? 1 : DCTSIZE2);
}

/* A progressive or multi-scan picture is read to its end here. */
static void start_rows(matchd_codec *codec, const matchd_codec_plan *plan, matchd_codec_shape *shape) {
  matchd_jpeg *decoder = (matchd_jpeg *)codec;
  const j_decompress_ptr info = &decoder->info;
  info->out_color_space = output_space(info);
  if (info->out_color_space == JCS_UNKNOWN) ERREXIT(info, JERR_CONVERSION_NOTIMPL);
  start_decompress(decoder, plan);
  matchd_jpeg_note_quantisers(codec, info);
  if (info->out_color_space == JCS_CMYK)
    decoder->cmyk_row = info->mem->alloc_sarray((j_common_ptr)info, JPOOL_IMAGE, info->output_width * 4, 1);
  shape->width = info->output_width;
  shape->height = info->output_height;
  shape->channel_count = info->out_color_space == JCS_GRAYSCALE ? 1 : 3;
}

/* a * b / 255, rounded to nearest, for a and b in 0...255. */
static uint8_t scaled(unsigned a, unsigned b) {
  const unsigned product = a * b + 128;
  return (uint8_t)((product + (product >> 8)) >> 8);
}

/* Four-channel JPEGs hold inverted ink (Adobe's convention): a stored sample is the light that is left. The
 * rounding is Pillow's, so that the samples are those the reference is given. */
static void rgb_from_cmyk(uint8_t *rgb, const JSAMPLE *cmyk, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, rgb += 3, cmyk += 4) {
    const unsigned light = cmyk[3];
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)(light - scaled(255u - cmyk[c], light));
  }
}

/* One call into libjpeg: it delivers as many rows as it has ready. */
static uint32_t read_some(matchd_jpeg *decoder, uint8_t *rows, uint32_t row_capacity) {
  const j_decompress_ptr info = &decoder->info;
  if (decoder->cmyk_row) {
    const uint32_t count = jpeg_read_scanlines(info, decoder->cmyk_row, 1);
    if (count) rgb_from_cmyk(rows, decoder->cmyk_row[0], info->output_width);
    return count;
  }
  JSAMPROW pointers[16];
  const uint32_t asked = row_capacity < 16 ? row_capacity : 16;
  const size_t stride = (size_t)info->output_width * (size_t)info->output_components;
  for (uint32_t i = 0; i < asked; i++) pointers[i] = rows + i * stride;
  return jpeg_read_scanlines(info, pointers, asked);
}

static uint32_t read_rows(matchd_codec *codec, uint8_t *rows, uint32_t row_capacity) {
  matchd_jpeg *decoder = (matchd_jpeg *)codec;
  const j_decompress_ptr info = &decoder->info;
  const size_t stride = (size_t)info->output_width * (size_t)(info->out_color_space == JCS_GRAYSCALE ? 1 : 3);
  uint32_t count = 0;
  while (count < row_capacity && info->output_scanline < info->output_height)
    count += read_some(decoder, rows + count * stride, row_capacity - count);
  return count;
}

/* ---- end ---- */

static void read_to_end(matchd_codec *codec) {
  matchd_jpeg *decoder = (matchd_jpeg *)codec;
  matchd_jpeg_end_scan(&decoder->scans, &decoder->info);
  jpeg_finish_decompress(&decoder->info);
}

/* Whether the input ended before every sample was there. What follows the last coded byte cannot be told for
 * arithmetic and progressive coding, so there the end marker itself has to be. Zeros to the end of the file
 * are what was never written to it; they decode, but hardly ever to as many rows as there are. */
static int is_truncated(const matchd_jpeg *decoder) {
  const struct jpeg_decompress_struct *info = &decoder->info;
  const int is_damaged = matchd_codec_is_damaged(&decoder->codec);
  if (decoder->rows_missing || decoder->bits_missing || decoder->scans.ends_early) return 1;
  if (decoder->source.has_ended && (info->progressive_mode || info->arith_code)) return 1;
  if (decoder->source.has_ended && decoder->ends_in_zeros && is_damaged) return 1;
  if (!decoder->has_multiple_scans || info->progressive_mode) return 0;
  return decoder->scans.components_seen != (1u << info->num_components) - 1;
}

/* How many rows there are data for; 0 where the data of a row are in several places. */
static uint32_t rows_there(const matchd_jpeg *decoder) {
  if (decoder->has_multiple_scans) return 0;
  const uint32_t row = decoder->rows_missing ? decoder->row_of_end : decoder->scans.row_of_end;
  return row < decoder->info.image_height ? row : 0;
}

static void conclude(matchd_codec *codec, matchd_codec_condition *condition) {
  const matchd_jpeg *decoder = (const matchd_jpeg *)codec;
  matchd_jpeg_note_end(codec, &decoder->info);
  if (matchd_jpeg_is_overshooting(&decoder->overshoot)) codec->warning_count += 1;
  condition->is_truncated = is_truncated(decoder);
  condition->rows_there = condition->is_truncated ? rows_there(decoder) : 0;
  condition->trailing_byte_count = matchd_jpeg_source_remaining(&decoder->source);
}

matchd_codec *matchd_jpeg_create(void) {
  static const matchd_codec_format format = {
      .handle_size = sizeof(matchd_jpeg), .open = open_picture, .describe = describe, .start = start_rows,
      .read = read_rows, .read_to_end = read_to_end, .conclude = conclude, .close = close_picture,
  };
  return matchd_codec_create(&format);
}

uint32_t matchd_jpeg_version(void) {
  const uint32_t number = LIBJPEG_TURBO_VERSION_NUMBER; /* 2001005 is 2.1.5 */
  return number / 1000000 << 16 | number / 1000 % 1000 << 8 | number % 1000;
}
