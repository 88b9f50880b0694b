/*
 * Every number is checked: the file may say anything. A directory is looked at once, however often it is
 * named, and so many values at most.
 */
#include "tiff_directories.h"

#include <string.h>

/* More are counted as missing. */
#define DIRECTORY_COUNT_MAX 1024

/* Places of strips and tiles that are looked at in a file; real ones have some thousands. */
#define VALUE_COUNT_MAX 500000

enum {
  TAG_WIDTH = 256, TAG_STRIP_OFFSETS = 273, TAG_ORIENTATION = 274, TAG_STRIP_SIZES = 279,
  TAG_TILE_OFFSETS = 324, TAG_TILE_SIZES = 325, TAG_BELOW = 330, TAG_JPEG = 513, TAG_JPEG_SIZE = 514,
  TAG_EXIF = 34665, TAG_GPS = 34853, TAG_INTEROPERABILITY = 40965,
};

typedef struct {
  uint64_t place;
  int is_picture;
  int is_chained;             /* one of those that the file begins with */
} directory;

typedef struct {
  const uint8_t *bytes;
  size_t byte_count;
  int is_big_endian;
  int is_big;                 /* BigTIFF: places of 8 bytes */
  int measures;               /* whether what the directories name is measured too */
  uint64_t end;
  uint32_t values_left;
  uint32_t missing_count;
  int32_t orientation;
  uint32_t directory_count;
  directory directories[DIRECTORY_COUNT_MAX];
} walk;

/* An entry of a directory. */
typedef struct {
  uint64_t tag, type, count;
  uint64_t place;             /* of its first value */
} entry;

/* The values of two entries that belong together. */
typedef struct {
  entry offsets, sizes;
} parts;

/* ---- numbers ---- */

static int is_there(const walk *w, uint64_t place, uint64_t byte_count) {
  return place <= w->byte_count && byte_count <= w->byte_count - place;
}

/* 0 where it is cut off. */
static uint64_t number(const walk *w, uint64_t place, unsigned byte_count) {
  if (!is_there(w, place, byte_count)) return 0;
  uint64_t value = 0;
  for (unsigned i = 0; i < byte_count; i++)
    value = value << 8 | w->bytes[place + (w->is_big_endian ? i : byte_count - 1 - i)];
  return value;
}

static void note_end(walk *w, uint64_t place, uint64_t byte_count) {
  const uint64_t end = byte_count > UINT64_MAX - place ? UINT64_MAX : place + byte_count;
  if (end > w->end) w->end = end;
}

static unsigned value_size(uint64_t type) {
  static const uint8_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  return type < sizeof sizes ? sizes[type] : 0;
}

static uint64_t value(const walk *w, const entry *e, uint64_t index) {
  const unsigned size = value_size(e->type);
  return number(w, e->place + index * size, size);
}

/* ---- directories ---- */

static unsigned head_size(const walk *w) { return w->is_big ? 8 : 2; }
static unsigned entry_size(const walk *w) { return w->is_big ? 20 : 12; }
static unsigned place_size(const walk *w) { return w->is_big ? 8 : 4; }

static uint64_t entry_count(const walk *w, uint64_t place) { return number(w, place, head_size(w)); }

/* As many as can stand in the file. */
static uint64_t entry_count_there(const walk *w, uint64_t place) {
  const uint64_t count = entry_count(w, place);
  const uint64_t most = place < w->byte_count ? (w->byte_count - place) / entry_size(w) : 0;
  return count < most ? count : most;
}

static entry entry_at(const walk *w, uint64_t place) {
  entry e = {.tag = number(w, place, 2), .type = number(w, place + 2, 2)};
  e.count = number(w, place + 4, place_size(w));
  e.place = place + 4 + place_size(w);
  const unsigned size = value_size(e.type);
  if (size > 0 && e.count > place_size(w) / size) e.place = number(w, e.place, place_size(w));
  return e;
}

/* Whether it is a new one that can be looked at. */
static int add(walk *w, uint64_t place, int is_picture, int is_chained) {
  for (uint32_t i = 0; i < w->directory_count; i++)
    if (w->directories[i].place == place) return 0;
  if (w->directory_count == DIRECTORY_COUNT_MAX || !is_there(w, place, head_size(w))) {
    w->missing_count += is_picture;
    note_end(w, place, head_size(w));
    return 0;
  }
  const directory new = {.place = place, .is_picture = is_picture, .is_chained = is_chained};
  w->directories[w->directory_count++] = new;
  return 1;
}

/* The one that follows; 0 after the last. */
static uint64_t next(walk *w, uint64_t place) {
  const uint64_t count = entry_count(w, place);
  if (count > w->byte_count) return 0;
  return number(w, place + head_size(w) + count * entry_size(w), place_size(w));
}

static void add_chain(walk *w, uint64_t place) {
  while (place != 0 && add(w, place, 1, 1)) place = next(w, place);
}

static void add_below(walk *w, const entry *e) {
  for (uint64_t i = 0; i < e->count && i < DIRECTORY_COUNT_MAX; i++) {
    const uint64_t place = value(w, e, i);
    if (place != 0) add(w, place, e->tag == TAG_BELOW, 0);
  }
}

/* ---- what they name ---- */

static void measure_parts(walk *w, const parts *p) {
  const uint64_t count = p->offsets.count < p->sizes.count ? p->offsets.count : p->sizes.count;
  for (uint64_t i = 0; i < count && is_there(w, p->offsets.place, i); i++) {
    if (w->values_left == 0) {
      w->missing_count += 1;
      return;
    }
    w->values_left -= 1;
    note_end(w, value(w, &p->offsets, i), value(w, &p->sizes, i));
  }
}

static void measure_entry(walk *w, const entry *e) {
  const unsigned size = value_size(e->type);
  if (size == 0 || e->count <= place_size(w) / size) return;
  note_end(w, e->place, e->count > UINT64_MAX / size ? UINT64_MAX : e->count * size);
}

static void take(walk *w, directory *d, const entry *e, parts *strips, parts *tiles, parts *jpeg) {
  switch (e->tag) {
    case TAG_WIDTH: d->is_picture = 1; break;
    case TAG_STRIP_OFFSETS: strips->offsets = *e; break;
    case TAG_STRIP_SIZES: strips->sizes = *e; break;
    case TAG_TILE_OFFSETS: tiles->offsets = *e; break;
    case TAG_TILE_SIZES: tiles->sizes = *e; break;
    case TAG_JPEG: jpeg->offsets = *e; break;
    case TAG_JPEG_SIZE: jpeg->sizes = *e; break;
    case TAG_BELOW: case TAG_EXIF: case TAG_GPS: case TAG_INTEROPERABILITY: add_below(w, e); break;
    case TAG_ORIENTATION:
      if (w->directories == d) w->orientation = (int32_t)value(w, e, 0);
      break;
    default: break;
  }
}

static void visit(walk *w, directory *d) {
  parts strips = {0}, tiles = {0}, jpeg = {0};
  const uint64_t first = d->place + head_size(w), count = entry_count(w, d->place);
  const uint64_t there = entry_count_there(w, d->place);
  /* A picture has a width; what stands below another directory may be none. */
  d->is_picture = d->is_chained;
  for (uint64_t i = 0; i < there; i++) {
    const entry e = entry_at(w, first + i * entry_size(w));
    take(w, d, &e, &strips, &tiles, &jpeg);
    if (w->measures) measure_entry(w, &e);
  }
  note_end(w, first, count > UINT32_MAX ? UINT64_MAX : count * entry_size(w) + place_size(w));
  if (!d->is_chained && d->is_picture) {
    const uint64_t following = next(w, d->place);
    if (following != 0) add(w, following, 1, 0);
  }
  if (!w->measures) return;
  measure_parts(w, &strips);
  measure_parts(w, &tiles);
  measure_parts(w, &jpeg);
}

static void go(walk *w, const uint8_t *bytes, size_t byte_count) {
  w->bytes = bytes;
  w->byte_count = byte_count;
  w->values_left = VALUE_COUNT_MAX;
  w->is_big_endian = byte_count > 0 && bytes[0] == 'M';
  w->is_big = number(w, 2, 2) == 43;
  const unsigned link = w->is_big ? 8 : 4;
  w->end = link + place_size(w);
  add_chain(w, number(w, link, place_size(w)));
  for (uint32_t i = 0; i < w->directory_count; i++) visit(w, &w->directories[i]);
}

/* ---- answers ---- */

uint64_t matchd_tiff_directory(const uint8_t *bytes, size_t byte_count, uint32_t picture) {
  walk w = {0};
  go(&w, bytes, byte_count);
  uint32_t index = 0;
  for (uint32_t i = 0; i < w.directory_count; i++)
    if (w.directories[i].is_picture && index++ == picture) return w.directories[i].place;
  return 0;
}

/* Some writers fill up to a multiple of 16 bytes. */
static uint64_t with_filling(const walk *w) {
  uint64_t end = w->end;
  while (end < w->byte_count && end % 16 != 0 && w->bytes[end] == 0) end += 1;
  return end;
}

matchd_tiff_extent matchd_tiff_measure(const uint8_t *bytes, size_t byte_count) {
  walk w = {.measures = 1};
  go(&w, bytes, byte_count);
  matchd_tiff_extent extent = {
      .end = (size_t)with_filling(&w),
      .missing_count = (int32_t)w.missing_count,
      .orientation = w.orientation >= 1 && w.orientation <= 8 ? w.orientation : 0,
  };
  for (uint32_t i = 0; i < w.directory_count; i++) extent.picture_count += w.directories[i].is_picture;
  return extent;
}
