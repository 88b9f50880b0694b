/* The outermost boxes of an ISO base media file, walked by their lengths alone. */
#ifndef MATCHD_HEIF_BOXES_H
#define MATCHD_HEIF_BOXES_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
  size_t end;                 /* just beyond the last box, by its own words */
  int has_sequence;           /* a movie: frames that libheif does not show */
} matchd_heif_boxes;

matchd_heif_boxes matchd_heif_walk_boxes(const uint8_t *bytes, size_t byte_count);

#endif
