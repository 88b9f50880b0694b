/* TIFF through libtiff, behind the handle that all codecs share. Linked into the worker program that decodes
 * it and into nothing else. */
#ifndef MATCHD_CTIFF_H
#define MATCHD_CTIFF_H
#include "codec.h"

/* The pictures of a file, that of its first directory first, as they are stored: not turned as their
 * directories say, 8 bits a sample, alpha where it has it and not multiplied in. NULL when out of memory. */
matchd_codec *matchd_tiff_create(void);

/* What a file holds, told without decoding. */
typedef struct {
  size_t end;                 /* just beyond the last thing that a directory names; beyond the bytes where
                                 they are cut */
  int32_t picture_count;      /* of directories, the first among them */
  int32_t missing_count;      /* directories that are cut off, and those beyond what is looked at */
  int32_t orientation;        /* of the first directory, as EXIF has it; 0: none */
} matchd_tiff_extent;

matchd_tiff_extent matchd_tiff_measure(const uint8_t *bytes, size_t byte_count);

/* The library's version in words. */
const char *matchd_tiff_version(void);

#endif
