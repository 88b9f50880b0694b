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
    /* A file has one type box, its first: another begins another file. */
    if (found.end > 0 && memcmp(bytes + found.end + 4, "ftyp", 4) == 0) break;
    if (memcmp(bytes + found.end + 4, "moov", 4) == 0) found.has_sequence = 1;
    /* A length beyond all memory is one beyond the bytes. */
    found.end = size > SIZE_MAX - found.end ? SIZE_MAX : found.end + (size_t)size;
  }
  return found;
}

/* ---- the orientation of the primary picture ---- */

typedef struct {
  size_t start, end;
} region;

/* The box number `skip` of those in `outer` that have this type (NULL: any), without its head; empty where
 * there are fewer. */
static region find_box(const uint8_t *bytes, region outer, const char *type, uint32_t skip) {
  const region none = {outer.end, outer.end};
  for (size_t at = outer.start; at < outer.end;) {
    const uint64_t size = box_size(bytes, outer.end, at);
    if (size < 8 || size > outer.end - at) return none;
    if ((!type || memcmp(bytes + at + 4, type, 4) == 0) && skip-- == 0) {
      const region found = {at + 8, at + (size_t)size};
      return found;
    }
    at += (size_t)size;
  }
  return none;
}

/* Takes an integer from the start of a region; 0 where it is too short. */
static uint32_t take(const uint8_t *bytes, region *from, int byte_count) {
  if (from->end - from->start < (size_t)byte_count) {
    from->start = from->end;
    return 0;
  }
  const uint32_t value = (uint32_t)integer(bytes + from->start, byte_count);
  from->start += (size_t)byte_count;
  return value;
}

typedef struct {
  int quarter_turns;          /* anticlockwise */
  int flips;                  /* 0: none, 1: top and bottom change places, 2: left and right */
} transform;

static void apply(const uint8_t *bytes, region properties, uint32_t number, transform *found) {
  if (number == 0) return;
  region property = find_box(bytes, properties, NULL, number - 1);
  if (property.start >= property.end) return;
  const uint8_t *type = bytes + property.start - 4;
  const uint8_t value = bytes[property.start];
  if (memcmp(type, "irot", 4) == 0) found->quarter_turns = value & 3;
  if (memcmp(type, "imir", 4) == 0) found->flips = 1 + (value & 1);
}

/* What the associations say of the picture with this id. */
static transform associated(const uint8_t *bytes, region links, region properties, uint32_t picture) {
  transform found = {0, 0};
  const uint32_t head = take(bytes, &links, 4);
  const uint32_t count = take(bytes, &links, 4);
  for (uint32_t i = 0; i < count && links.start < links.end; i++) {
    const uint32_t id = take(bytes, &links, head >> 24 ? 4 : 2);
    const uint32_t link_count = take(bytes, &links, 1);
    for (uint32_t k = 0; k < link_count; k++) {
      const uint32_t number = head & 1 ? take(bytes, &links, 2) & 0x7fff : take(bytes, &links, 1) & 0x7f;
      if (id == picture) apply(bytes, properties, number, &found);
    }
  }
  return found;
}

int matchd_heif_orientation(const uint8_t *bytes, size_t byte_count) {
  /* By quarter turns; the flip comes after the turn (MIAF, ISO 23000-22, 7.3.6.7). */
  static const int tags[3][4] = {{1, 8, 3, 6}, {4, 5, 2, 7}, {2, 7, 4, 5}};
  const region file = {0, byte_count};
  region meta = find_box(bytes, file, "meta", 0);
  take(bytes, &meta, 4);
  region primary = find_box(bytes, meta, "pitm", 0);
  const int is_wide = take(bytes, &primary, 4) >> 24 != 0;
  const uint32_t picture = take(bytes, &primary, is_wide ? 4 : 2);
  const region all = find_box(bytes, meta, "iprp", 0);
  const transform found = associated(
      bytes, find_box(bytes, all, "ipma", 0), find_box(bytes, all, "ipco", 0), picture);
  return tags[found.flips][found.quarter_turns];
}
