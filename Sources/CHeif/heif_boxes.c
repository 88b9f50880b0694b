#include "heif_boxes.h"

#include <string.h>

static uint64_t integer(const uint8_t *bytes, int byte_count) {
  uint64_t value = 0;
  for (int i = 0; i < byte_count; i++) value = value << 8 | bytes[i];
  return value;
}

/* Bytes that no box begins with are those of another file, or stray. */
static int is_named(const uint8_t *type) {
  for (int i = 0; i < 4; i++)
    if (type[i] < ' ' || type[i] > '~') return 0;
  return 1;
}

/* The length of the box at `offset`; 0 where none begins there. */
static uint64_t box_size(const uint8_t *bytes, size_t byte_count, size_t offset) {
  const size_t left = byte_count - offset;
  if (left < 8 || !is_named(bytes + offset + 4)) return 0;
  const uint64_t size = integer(bytes + offset, 4);
  if (size == 0) return left;
  if (size == 1) return left < 16 ? 16 : integer(bytes + offset + 8, 8);
  return size;
}

matchd_heif_boxes matchd_heif_walk_boxes(const uint8_t *bytes, size_t byte_count) {
  matchd_heif_boxes found = {0, 0};
  while (found.end < byte_count) {
    const uint64_t size = box_size(bytes, byte_count, found.end);
    if (size < 8) break;
    if (memcmp(bytes + found.end + 4, "moov", 4) == 0) found.has_sequence = 1;
    /* A length beyond all memory is one beyond the bytes. */
    found.end = size > SIZE_MAX - found.end ? SIZE_MAX : found.end + (size_t)size;
  }
  return found;
}
