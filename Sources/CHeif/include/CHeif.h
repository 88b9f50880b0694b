/* HEIC and AVIF through libheif, behind the handle that all codecs share. Linked into the worker program that
 * decodes them and into nothing else. */
#ifndef MATCHD_CHEIF_H
#define MATCHD_CHEIF_H
#include "codec.h"

/* The pictures of a file, the primary one first, alpha where it has it, 8 bits a sample. As they are to be
 * shown: turned, mirrored and cropped as their properties say; or as they are stored. NULL when out of
 * memory. */
matchd_codec *matchd_heif_create(void);
matchd_codec *matchd_heif_create_as_stored(void);

/* How the primary picture is to be turned and mirrored to be shown, as EXIF numbers it; 1 where nothing says
 * so. Bounded by the properties times what they are of. */
int matchd_heif_orientation(const uint8_t *bytes, size_t byte_count);

/* What a file holds, told without decoding. */
typedef struct {
  size_t end;                 /* just beyond its last box; beyond the bytes where they are cut */
  int32_t further_count;      /* pictures beside the primary one */
  int32_t has_sequence;       /* frames of a movie, which are not decoded */
} matchd_heif_extent;

matchd_heif_extent matchd_heif_measure(const uint8_t *bytes, size_t byte_count);

/* The library's version in words. */
const char *matchd_heif_version(void);

#endif
