#include "jpeg_decoder.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "jpeg_source.h"

struct matchd_jpeg {
  struct jpeg_decompress_struct info; /* first: libjpeg hands back its address */
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  matchd_jpeg_source source;
  jmp_buf escape;              /* set anew by every entry point that calls libjpeg */
  matchd_codec_status status;
  int is_open;
  int scan_count_max;
  int has_multiple_scans;
  int rows_missing;            /* entropy-coded data ended before its scan did */
  uint32_t components_seen;    /* bit per component that a scan has begun for */
  int64_t warning_count;
  JSAMPARRAY cmyk_row;         /* one row of four channels; NULL unless the picture has them */
  char message[JMSG_LENGTH_MAX > MATCHD_CODEC_MESSAGE_MAX ? JMSG_LENGTH_MAX : MATCHD_CODEC_MESSAGE_MAX];
};

static matchd_jpeg *decoder_of(j_common_ptr info) { return (matchd_jpeg *)info; }

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
  decoder->status = status_of(decoder, info->err->msg_code);
  info->err->format_message(info, decoder->message);
  longjmp(decoder->escape, 1);
}

/* A scan ran out of data. After a restart marker decoding goes on; a refinement scan only sharpens what is
 * there; anything else leaves rows gray. */
static void note_missing_data(matchd_jpeg *decoder) {
  const j_decompress_ptr info = &decoder->info;
  const int goes_on = info->unread_marker >= JPEG_RST0 && info->unread_marker <= JPEG_RST0 + 7;
  const int only_refines = info->progressive_mode && (info->Ss != 0 || info->Ah != 0);
  if (!goes_on && !only_refines) decoder->rows_missing = 1;
}

static void on_message(j_common_ptr info, int level) {
  matchd_jpeg *decoder = decoder_of(info);
  if (level >= 0) return;
  decoder->warning_count += 1;
  if (info->err->msg_code == JWRN_HIT_MARKER) note_missing_data(decoder);
}

static void print_nothing(j_common_ptr info) { (void)info; }

static void note_components(matchd_jpeg *decoder) {
  const j_decompress_ptr info = &decoder->info;
  if (info->progressive_mode && info->Ss != 0) return;
  for (int i = 0; i < info->comps_in_scan; i++)
    decoder->components_seen |= 1u << info->cur_comp_info[i]->component_index;
}

/* Called by libjpeg between rows of blocks: the place to stop a picture that has more scans than sense. */
static void on_progress(j_common_ptr info) {
  matchd_jpeg *decoder = decoder_of(info);
  note_components(decoder);
  if (decoder->info.input_scan_number <= decoder->scan_count_max) return;
  decoder->status = MATCHD_CODEC_SCAN_LIMIT;
  longjmp(decoder->escape, 1);
}

/* ---- life ---- */

matchd_jpeg *matchd_jpeg_create(void) { return calloc(1, sizeof(matchd_jpeg)); }

void matchd_jpeg_close(matchd_jpeg *decoder) {
  if (decoder->is_open) jpeg_destroy_decompress(&decoder->info);
  decoder->is_open = 0;
}

void matchd_jpeg_destroy(matchd_jpeg *decoder) {
  matchd_jpeg_close(decoder);
  free(decoder);
}

const char *matchd_jpeg_message(const matchd_jpeg *decoder) { return decoder->message; }

static void reset(matchd_jpeg *decoder) {
  matchd_jpeg_close(decoder);
  memset(decoder, 0, sizeof *decoder);
  decoder->info.err = jpeg_std_error(&decoder->errors);
  decoder->errors.error_exit = on_error;
  decoder->errors.emit_message = on_message;
  decoder->errors.output_message = print_nothing;
  decoder->progress.progress_monitor = on_progress;
}

/* ---- header ---- */

static int has_luma(const struct jpeg_decompress_struct *info) {
  return info->jpeg_color_space == JCS_GRAYSCALE || info->jpeg_color_space == JCS_YCbCr;
}

static void describe(matchd_jpeg *decoder, matchd_jpeg_header *header) {
  const j_decompress_ptr info = &decoder->info;
  header->width = info->image_width;
  header->height = info->image_height;
  header->is_gray = info->num_components == 1;
  header->has_luma = has_luma(info);
  header->is_progressive = info->progressive_mode;
}

matchd_codec_status matchd_jpeg_open(
    matchd_jpeg *decoder, const uint8_t *bytes, size_t byte_count, matchd_jpeg_header *header) {
  reset(decoder);
  memset(header, 0, sizeof *header);
  if (setjmp(decoder->escape)) {
    if (decoder->is_open) describe(decoder, header);
    return decoder->status;
  }
  jpeg_create_decompress(&decoder->info);
  decoder->is_open = 1;
  matchd_jpeg_source_begin(&decoder->source, &decoder->info, bytes, byte_count);
  jpeg_read_header(&decoder->info, TRUE);
  describe(decoder, header);
  return MATCHD_CODEC_OK;
}

/* ---- rows ---- */

/* The colour space to ask libjpeg for; JCS_UNKNOWN where there is none to convert from. */
static J_COLOR_SPACE output_space(const struct jpeg_decompress_struct *info, int luma_only) {
  switch (info->num_components) {
    case 1: return JCS_GRAYSCALE;
    case 3: return luma_only && has_luma(info) ? JCS_GRAYSCALE : JCS_RGB;
    case 4: return JCS_CMYK;
    default: return JCS_UNKNOWN;
  }
}

/* Reads scans until the DC coefficients of the first component are there, then sets rows up from those. */
static void start_from_first_scan(matchd_jpeg *decoder) {
  const j_decompress_ptr info = &decoder->info;
  info->buffered_image = TRUE;
  info->do_block_smoothing = FALSE;
  jpeg_start_decompress(info);
  int step;
  do {
    step = jpeg_consume_input(info);
    on_progress((j_common_ptr)info);
  } while (step != JPEG_REACHED_EOI && !(step == JPEG_SCAN_COMPLETED && info->coef_bits[0][0] >= 0));
  if (step == JPEG_REACHED_EOI) decoder->rows_missing = 1;
  jpeg_start_output(info, info->input_scan_number);
}

static void start_decompress(matchd_jpeg *decoder, const matchd_jpeg_plan *plan) {
  const j_decompress_ptr info = &decoder->info;
  info->progress = &decoder->progress;
  info->mem->max_memory_to_use = plan->memory_max;
  info->dct_method = JDCT_ISLOW;
  info->do_fancy_upsampling = TRUE;
  info->scale_num = 1;
  info->scale_denom = (unsigned)plan->scale_denominator;
  decoder->scan_count_max = plan->scan_count_max;
  decoder->has_multiple_scans = jpeg_has_multiple_scans(info);
  if (plan->first_scan_only && info->progressive_mode) {
    start_from_first_scan(decoder);
  } else {
    jpeg_start_decompress(info);
  }
}

matchd_codec_status matchd_jpeg_start(
    matchd_jpeg *decoder, const matchd_jpeg_plan *plan, matchd_jpeg_shape *shape) {
  const j_decompress_ptr info = &decoder->info;
  if (setjmp(decoder->escape)) return decoder->status;
  info->out_color_space = output_space(info, plan->luma_only);
  if (info->out_color_space == JCS_UNKNOWN) ERREXIT(info, JERR_CONVERSION_NOTIMPL);
  start_decompress(decoder, plan);
  if (info->out_color_space == JCS_CMYK)
    decoder->cmyk_row = info->mem->alloc_sarray((j_common_ptr)info, JPOOL_IMAGE, info->output_width * 4, 1);
  shape->width = info->output_width;
  shape->height = info->output_height;
  shape->channel_count = info->out_color_space == JCS_GRAYSCALE ? 1 : 3;
  return MATCHD_CODEC_OK;
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

/* An arithmetic decoder reads zeros after the end of its data without a word: see whether it reached the end
 * marker with rows of blocks still to come. */
static void note_silent_end(matchd_jpeg *decoder) {
  const j_decompress_ptr info = &decoder->info;
  if (!info->arith_code || info->progressive_mode) return;
  if (info->unread_marker == JPEG_EOI && info->input_iMCU_row + 1 < info->total_iMCU_rows)
    decoder->rows_missing = 1;
}

matchd_codec_status matchd_jpeg_read(
    matchd_jpeg *decoder, uint8_t *rows, uint32_t row_capacity, uint32_t *row_count) {
  const j_decompress_ptr info = &decoder->info;
  *row_count = 0;
  if (setjmp(decoder->escape)) return decoder->status;
  const size_t stride = (size_t)info->output_width * (size_t)(info->out_color_space == JCS_GRAYSCALE ? 1 : 3);
  while (*row_count < row_capacity && info->output_scanline < info->output_height) {
    *row_count += read_some(decoder, rows + *row_count * stride, row_capacity - *row_count);
    note_silent_end(decoder);
  }
  return MATCHD_CODEC_OK;
}

/* ---- end ---- */

/* Reads on to the end marker. Whatever is wrong there, all rows have been delivered. */
static void read_to_end(matchd_jpeg *decoder) {
  if (setjmp(decoder->escape)) {
    decoder->warning_count += 1;
    return;
  }
  jpeg_finish_decompress(&decoder->info);
}

/* Whether the input ended before every sample was there. What follows the last coded byte cannot be told for
 * arithmetic and progressive coding, so there the end marker itself has to be. */
static int is_truncated(const matchd_jpeg *decoder) {
  const struct jpeg_decompress_struct *info = &decoder->info;
  if (decoder->rows_missing) return 1;
  if (decoder->source.has_ended && (info->progressive_mode || info->arith_code)) return 1;
  if (info->buffered_image || !decoder->has_multiple_scans) return 0;
  return decoder->components_seen != (1u << info->num_components) - 1;
}

void matchd_jpeg_finish(matchd_jpeg *decoder, matchd_codec_findings *findings) {
  if (!decoder->info.buffered_image) read_to_end(decoder);
  findings->warning_count = decoder->warning_count;
  findings->trailing_byte_count =
      decoder->info.buffered_image ? 0 : matchd_jpeg_source_remaining(&decoder->source);
  findings->is_truncated = is_truncated(decoder);
}
