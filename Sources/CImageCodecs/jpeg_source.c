#include "jpeg_source.h"

#include <jerror.h>

static void init_source(j_decompress_ptr info) { (void)info; }
static void term_source(j_decompress_ptr info) { (void)info; }

static boolean begin_next_part(matchd_jpeg_source *source) {
  const matchd_codec_part part = *source->parts;
  source->parts += 1;
  source->part_count -= 1;
  source->manager.next_input_byte = source->bytes + part.start;
  source->manager.bytes_in_buffer = part.end - part.start;
  return TRUE;
}

/* After the last part the input is over: an end marker makes libjpeg deliver the rows it has and fill the
 * rest. */
static boolean fill_input_buffer(j_decompress_ptr info) {
  static const JOCTET end_marker[2] = {0xFF, JPEG_EOI};
  matchd_jpeg_source *source = (matchd_jpeg_source *)info->src;
  if (source->part_count > 0) return begin_next_part(source);
  if (!source->has_ended) WARNMS(info, JWRN_JPEG_EOF);
  source->has_ended = 1;
  source->manager.next_input_byte = end_marker;
  source->manager.bytes_in_buffer = sizeof end_marker;
  return TRUE;
}

static void skip_input_data(j_decompress_ptr info, long byte_count) {
  struct jpeg_source_mgr *manager = info->src;
  if (byte_count <= 0) return;
  size_t step = (size_t)byte_count;
  if (step > manager->bytes_in_buffer) step = manager->bytes_in_buffer;
  manager->next_input_byte += step;
  manager->bytes_in_buffer -= step;
}

void matchd_jpeg_source_begin(
    matchd_jpeg_source *source, j_decompress_ptr info, const uint8_t *bytes, size_t byte_count) {
  *source = (matchd_jpeg_source){.bytes = bytes};
  source->manager = (struct jpeg_source_mgr){
      .next_input_byte = bytes,
      .bytes_in_buffer = byte_count,
      .init_source = init_source,
      .fill_input_buffer = fill_input_buffer,
      .skip_input_data = skip_input_data,
      .resync_to_restart = jpeg_resync_to_restart,
      .term_source = term_source,
  };
  info->src = &source->manager;
}

void matchd_jpeg_source_keep(matchd_jpeg_source *source, const matchd_codec_part *parts, size_t part_count) {
  const size_t place = (size_t)(source->manager.next_input_byte - source->bytes);
  source->manager.bytes_in_buffer = parts[0].end > place ? parts[0].end - place : 0;
  source->parts = parts + 1;
  source->part_count = part_count - 1;
}

size_t matchd_jpeg_source_remaining(const matchd_jpeg_source *source) {
  return source->has_ended ? 0 : source->manager.bytes_in_buffer;
}
