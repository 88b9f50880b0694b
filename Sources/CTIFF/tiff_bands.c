/*
 * Rows out of bands: a band is a strip, or a row of tiles, in one plane or in one for each sample. It is
 * decoded when its first row is asked for. What does not decode is gray, and the bands behind it are read all
 * the same.
 */
#include <string.h>

#include "tiff_handle.h"

/* What a row is filled with that cannot be decoded: what libjpeg shows for missing blocks. */
#define MISSING_SAMPLE 128

uint64_t matchd_tiff_band_size(const matchd_tiff *decoder) {
  uint64_t size = decoder->block_size, count = 0;
  if (__builtin_mul_overflow((uint64_t)decoder->blocks_across, decoder->plane_count, &count) ||
      __builtin_mul_overflow(size, count, &size))
    return INT64_MAX;
  return size < INT64_MAX ? size : INT64_MAX;
}

/* Rows of a band that are in the picture. */
static uint32_t band_height(const matchd_tiff *decoder, uint32_t band) {
  const uint32_t left = decoder->height - band * decoder->block_height;
  return left < decoder->block_height ? left : decoder->block_height;
}

static uint32_t block_number(const matchd_tiff *decoder, uint32_t band, uint32_t across, uint32_t plane) {
  const uint32_t bands = (decoder->height - 1) / decoder->block_height + 1;
  return (plane * bands + band) * decoder->blocks_across + across;
}

static int read_block(matchd_tiff *decoder, uint32_t band, uint32_t across, uint32_t plane, uint8_t *block) {
  const uint32_t number = block_number(decoder, band, across, plane);
  const uint32_t y = band * decoder->block_height;
  if (decoder->is_read_as_rgba) {
    uint32_t *raster = (uint32_t *)(void *)block;
    return decoder->is_tiled
               ? TIFFReadRGBATileExt(decoder->file, across * decoder->block_width, y, raster, 1)
               : TIFFReadRGBAStripExt(decoder->file, y, raster, 1);
  }
  const tmsize_t size = (tmsize_t)decoder->block_size;
  if (decoder->is_tiled) return TIFFReadEncodedTile(decoder->file, number, block, size) == size;
  const uint64_t wanted = band_height(decoder, band) * decoder->block_row_size;
  return TIFFReadEncodedStrip(decoder->file, number, block, size) >= (tmsize_t)wanted;
}

static int block_is_cut(const matchd_tiff *decoder, uint32_t number) {
  const uint64_t start = TIFFGetStrileOffset(decoder->file, number);
  return start > decoder->byte_count ||
         TIFFGetStrileByteCount(decoder->file, number) > decoder->byte_count - start;
}

static void give_up(matchd_tiff *decoder, uint32_t band, int cut) {
  if (decoder->rows_read == 0) matchd_tiff_fail(decoder, "data that libtiff does not take");
  decoder->band_is_missing = 1;
  if (cut && !decoder->rows_missing) decoder->rows_there = band * decoder->block_height;
  decoder->rows_missing |= cut;
  if (!cut)
    matchd_codec_note_damage(
        &decoder->codec, decoder->complaint[0] ? decoder->complaint : "data that libtiff does not take");
}

static void read_band(matchd_tiff *decoder, uint32_t band) {
  decoder->band_is_missing = 0;
  uint8_t *block = decoder->blocks;
  for (uint32_t plane = 0; plane < decoder->plane_count; plane++)
    for (uint32_t across = 0; across < decoder->blocks_across; across++, block += decoder->block_size) {
      const int64_t complaints = decoder->complaint_count;
      if (!read_block(decoder, band, across, plane, block)) {
        give_up(decoder, band, block_is_cut(decoder, block_number(decoder, band, across, plane)));
        return;
      }
      if (decoder->complaint_count > complaints)
        matchd_codec_note_damage(&decoder->codec, decoder->complaint);
    }
}

/* libtiff has the lowest row first. */
static const uint8_t *packed_row(const matchd_tiff *decoder, const uint8_t *block, uint32_t y) {
  if (!decoder->is_read_as_rgba) return block + y * decoder->block_row_size;
  const uint32_t band = decoder->band_count - 1;
  const uint32_t height = decoder->is_tiled ? decoder->block_height : band_height(decoder, band);
  return block + (height - 1 - y) * decoder->block_row_size;
}

/* The samples of a row of the band, side by side. */
static void gather(matchd_tiff *decoder, uint32_t y) {
  const uint8_t *block = decoder->blocks;
  const uint32_t samples = decoder->pixels.sample_count;
  const size_t block_samples = (size_t)decoder->block_width * samples;
  for (uint32_t plane = 0; plane < decoder->plane_count; plane++)
    for (uint32_t across = 0; across < decoder->blocks_across; across++, block += decoder->block_size) {
      uint8_t *target = decoder->samples + across * block_samples;
      const uint8_t *packed = packed_row(decoder, block, y);
      if (decoder->plane_count == 1) {
        matchd_tiff_unpack(&decoder->pixels, packed, decoder->block_width * samples, target, 1);
      } else {
        matchd_tiff_unpack(&decoder->pixels, packed, decoder->block_width, target + plane, samples);
      }
    }
}

void matchd_tiff_read_row(matchd_tiff *decoder, uint8_t *row) {
  const uint32_t band = decoder->rows_read / decoder->block_height;
  if (band >= decoder->band_count) {
    decoder->band_count = band + 1;
    read_band(decoder, band);
  }
  const int channel_count = matchd_tiff_channel_count(&decoder->pixels);
  if (decoder->band_is_missing) {
    memset(row, MISSING_SAMPLE, (size_t)decoder->width * (size_t)channel_count);
  } else {
    gather(decoder, decoder->rows_read - band * decoder->block_height);
    matchd_tiff_convert(&decoder->pixels, decoder->samples, decoder->width, row);
  }
  decoder->rows_read += 1;
}
