/*
 * What libtiff is given: the caller's bytes to read, so much memory, and somebody to complain to. It opens,
 * maps and prints nothing.
 */
#include <stdio.h>
#include <string.h>

#include "tiff_handle.h"

/* Most that libtiff may ask for at a time. */
#define ALLOCATION_MAX (256 << 20)

/* ---- what libtiff asks for and tells us ---- */

static tmsize_t on_read(thandle_t handle, void *target, tmsize_t byte_count) {
  matchd_tiff *decoder = handle;
  const uint64_t left = decoder->offset < decoder->byte_count ? decoder->byte_count - decoder->offset : 0;
  const uint64_t count = (uint64_t)byte_count < left ? (uint64_t)byte_count : left;
  memcpy(target, decoder->bytes + (decoder->byte_count - left), count);
  decoder->offset += count;
  return (tmsize_t)count;
}

static tmsize_t on_write(thandle_t handle, void *source, tmsize_t byte_count) {
  (void)handle, (void)source, (void)byte_count;
  return 0;
}

static toff_t on_seek(thandle_t handle, toff_t offset, int origin) {
  matchd_tiff *decoder = handle;
  const uint64_t base =
      origin == SEEK_CUR ? decoder->offset : origin == SEEK_END ? decoder->byte_count : 0;
  return decoder->offset = base + offset;
}

static int on_close(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t on_size(thandle_t handle) { return ((matchd_tiff *)handle)->byte_count; }

static int on_error(TIFF *file, void *handle, const char *module, const char *format, va_list arguments) {
  matchd_tiff *decoder = handle;
  (void)file, (void)module;
  if (decoder->complaint_count++ == 0)
    vsnprintf(decoder->complaint, sizeof decoder->complaint, format, arguments);
  return 1;
}

/* Decoders of fax and JPEG data warn of what they cannot read, and go on with something else. */
static int makes_up_pixels(const matchd_tiff *decoder) {
  switch (decoder->compression) {
    case COMPRESSION_CCITTRLE: case COMPRESSION_CCITTRLEW: case COMPRESSION_CCITTFAX3:
    case COMPRESSION_CCITTFAX4: case COMPRESSION_JPEG: case COMPRESSION_OJPEG:
      return decoder->blocks != NULL;
    default: return 0;
  }
}

static int on_warning(TIFF *file, void *handle, const char *module, const char *format, va_list arguments) {
  matchd_tiff *decoder = handle;
  if (makes_up_pixels(decoder)) return on_error(file, handle, module, format, arguments);
  /* Programs add tags of their own. */
  if (strncmp(format, "Unknown field", 13) != 0) decoder->warning_count += 1;
  return 1;
}

TIFF *matchd_tiff_open(matchd_tiff *decoder) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, ALLOCATION_MAX);
  TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, decoder);
  TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, decoder);
  /* No directory yet, and no mapping. */
  TIFF *file = TIFFClientOpenExt(
      "picture", "rhm", decoder, on_read, on_write, on_seek, on_close, on_size, NULL, NULL, options);
  TIFFOpenOptionsFree(options);
  return file;
}
