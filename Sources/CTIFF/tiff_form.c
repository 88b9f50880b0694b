/*
 * What a directory says of its samples, and of the strips or tiles that they stand in. Colours that libtiff
 * alone can tell (YCbCr that is not JPEG's) are asked for as RGB.
 */
#include "tiff_handle.h"

_Noreturn static void refuse(matchd_tiff *decoder, const char *found) {
  matchd_codec_fail(&decoder->codec, MATCHD_CODEC_UNSUPPORTED, found);
}

/* ---- header: pixels ---- */

static void read_palette(matchd_tiff *decoder) {
  uint16_t *channels[3];
  if (!TIFFGetField(decoder->file, TIFFTAG_COLORMAP, &channels[0], &channels[1], &channels[2]))
    matchd_tiff_fail(decoder, "indices without colours");
  const int count = 1 << decoder->pixels.bit_count;
  /* Some writers give 8 bits where there should be 16. */
  int shift = 0;
  for (int i = 0; i < count; i++)
    for (int c = 0; c < 3; c++)
      if (channels[c][i] > 255) shift = 8;
  for (int i = 0; i < count; i++)
    for (int c = 0; c < 3; c++) decoder->pixels.palette[i][c] = (uint8_t)(channels[c][i] >> shift);
}

static void read_alpha(matchd_tiff *decoder) {
  uint16_t count = 0, *kinds = NULL;
  const int colour_count = matchd_tiff_colour_count(decoder->pixels.colour);
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_EXTRASAMPLES, &count, &kinds);
  if (decoder->pixels.sample_count < colour_count) matchd_tiff_fail(decoder, "fewer samples than colours");
  if (decoder->pixels.sample_count == colour_count || count == 0) return;
  if (kinds[0] == EXTRASAMPLE_UNASSALPHA) decoder->pixels.alpha = MATCHD_TIFF_ALPHA;
  if (kinds[0] == EXTRASAMPLE_ASSOCALPHA) decoder->pixels.alpha = MATCHD_TIFF_PREMULTIPLIED;
}

/* libtiff itself gives 8 bits of RGB, turned nowhere. */
static void read_as_rgba(matchd_tiff *decoder) {
  char message[1024] = "";
  if (!TIFFRGBAImageOK(decoder->file, message)) refuse(decoder, message);
  TIFFSetField(decoder->file, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  decoder->is_read_as_rgba = 1;
  decoder->pixels.colour = MATCHD_TIFF_RGB;
  decoder->pixels.bit_count = 8;
  decoder->pixels.sample_count = 4;
}

static void read_colour(matchd_tiff *decoder, uint16_t planes) {
  uint16_t photometric = 0, inks = INKSET_CMYK;
  if (!TIFFGetField(decoder->file, TIFFTAG_PHOTOMETRIC, &photometric))
    refuse(decoder, "no word on its colours");
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_INKSET, &inks);
  switch (photometric) {
    case PHOTOMETRIC_MINISBLACK: decoder->pixels.colour = MATCHD_TIFF_GRAY; break;
    case PHOTOMETRIC_MINISWHITE: decoder->pixels.colour = MATCHD_TIFF_INVERTED_GRAY; break;
    case PHOTOMETRIC_RGB: decoder->pixels.colour = MATCHD_TIFF_RGB; break;
    case PHOTOMETRIC_PALETTE: decoder->pixels.colour = MATCHD_TIFF_PALETTE; break;
    case PHOTOMETRIC_SEPARATED:
      if (inks != INKSET_CMYK) refuse(decoder, "other inks than CMYK");
      decoder->pixels.colour = MATCHD_TIFF_INK;
      break;
    case PHOTOMETRIC_YCBCR:
      decoder->pixels.colour = MATCHD_TIFF_RGB;
      if (decoder->compression != COMPRESSION_JPEG || planes != PLANARCONFIG_CONTIG) read_as_rgba(decoder);
      else TIFFSetField(decoder->file, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
      break;
    default: refuse(decoder, "colours of another kind than gray, palette, RGB, YCbCr and CMYK");
  }
}

static void read_pixels(matchd_tiff *decoder) {
  uint16_t planes = PLANARCONFIG_CONTIG, format = SAMPLEFORMAT_UINT;
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_BITSPERSAMPLE, &decoder->pixels.bit_count);
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_SAMPLESPERPIXEL, &decoder->pixels.sample_count);
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_COMPRESSION, &decoder->compression);
  if (!TIFFIsCODECConfigured(decoder->compression))
    refuse(decoder, "a compression that libtiff does not know");
  if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID)
    refuse(decoder, "samples that are no counts");
  read_colour(decoder, planes);
  switch (decoder->pixels.bit_count) {
    case 1: case 2: case 4: case 8: case 16: break;
    default: refuse(decoder, "samples of another size than 1, 2, 4, 8 and 16 bits");
  }
  if (decoder->pixels.colour == MATCHD_TIFF_PALETTE) {
    if (decoder->pixels.bit_count > 8) refuse(decoder, "indices of 16 bits");
    read_palette(decoder);
  }
  if (!decoder->is_read_as_rgba) read_alpha(decoder);
  decoder->plane_count =
      planes == PLANARCONFIG_SEPARATE && !decoder->is_read_as_rgba ? decoder->pixels.sample_count : 1;
}

/* ---- header: blocks ---- */

static void read_tiles(matchd_tiff *decoder) {
  TIFFGetField(decoder->file, TIFFTAG_TILEWIDTH, &decoder->block_width);
  TIFFGetField(decoder->file, TIFFTAG_TILELENGTH, &decoder->block_height);
  if (decoder->block_width == 0 || decoder->block_height == 0)
    matchd_tiff_fail(decoder, "tiles without a size");
  decoder->blocks_across = (decoder->width - 1) / decoder->block_width + 1;
  decoder->block_row_size = (uint64_t)TIFFTileRowSize(decoder->file);
  decoder->block_size = (uint64_t)TIFFTileSize(decoder->file);
}

static void read_strips(matchd_tiff *decoder) {
  uint32_t row_count = 0;
  TIFFGetFieldDefaulted(decoder->file, TIFFTAG_ROWSPERSTRIP, &row_count);
  if (row_count == 0) matchd_tiff_fail(decoder, "strips without rows");
  decoder->block_width = decoder->width;
  decoder->block_height = row_count < decoder->height ? row_count : decoder->height;
  decoder->blocks_across = 1;
  decoder->block_row_size = (uint64_t)TIFFScanlineSize(decoder->file);
  decoder->block_size = (uint64_t)TIFFVStripSize(decoder->file, decoder->block_height);
}

static void read_blocks(matchd_tiff *decoder) {
  decoder->is_tiled = TIFFIsTiled(decoder->file);
  if (decoder->is_tiled) read_tiles(decoder);
  else read_strips(decoder);
  if (decoder->is_read_as_rgba) {
    decoder->block_row_size = 4ull * decoder->block_width;
    decoder->block_size = decoder->block_row_size * decoder->block_height;
  }
  const uint64_t row_bits = (uint64_t)decoder->block_width * decoder->pixels.bit_count *
                            (decoder->plane_count > 1 ? 1 : decoder->pixels.sample_count);
  if (decoder->block_row_size < (row_bits + 7) / 8 || decoder->block_size / decoder->block_height == 0 ||
      decoder->block_size / decoder->block_height < decoder->block_row_size)
    matchd_tiff_fail(decoder, "strips or tiles of another size than their pixels have");
}

void matchd_tiff_read_form(matchd_tiff *decoder) {
  read_pixels(decoder);
  read_blocks(decoder);
}
