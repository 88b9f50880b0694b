#include "png_chunks.h"

#include <string.h>

#include <zlib.h>

uint32_t matchd_png_integer(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* ---- the walk ---- */

#define SIGNATURE_LENGTH 8
#define ADLER_LENGTH 4

/*     offset   4       8           end
 *     length │ kind │ body ... │ checksum │ the next one    */
typedef struct {
  const uint8_t *kind;
  const uint8_t *body;
  uint32_t length;            /* of the body */
  size_t end;                 /* just beyond the checksum */
  int is_whole;               /* it ends within the file */
} chunk;

/* The chunk at `offset`; 0 where there is none. */
static int read_chunk(const matchd_png_file *file, size_t offset, chunk *found) {
  if (offset > file->byte_count || file->byte_count - offset < 8) return 0;
  const uint8_t *bytes = file->bytes + offset;
  found->kind = bytes + 4;
  found->body = bytes + 8;
  found->length = matchd_png_integer(bytes);
  const uint64_t end = (uint64_t)offset + 12 + found->length;
  found->is_whole = end <= file->byte_count;
  found->end = found->is_whole ? (size_t)end : file->byte_count;
  return 1;
}

static int is_kind(const chunk *found, const char *kind) { return memcmp(found->kind, kind, 4) == 0; }

uint32_t matchd_png_checksum(const uint8_t *bytes, size_t byte_count) {
  return (uint32_t)crc32_z(0, bytes, byte_count);
}

/* Of a whole chunk. */
static uint32_t stored_checksum(const chunk *found) {
  return matchd_png_integer(found->body + found->length);
}

static uint32_t right_checksum(const chunk *found) {
  return matchd_png_checksum(found->kind, (size_t)found->length + 4);
}

static int has_right_checksum(const chunk *found) { return right_checksum(found) == stored_checksum(found); }

/* Whether a wrong checksum was never computed, or is a byte away from the right one: that of a body which was
 * changed differs in two bytes or more, but for once in four million times. */
static int is_checksum_to_blame(const chunk *found) {
  const uint32_t stored = stored_checksum(found), difference = stored ^ right_checksum(found);
  int wrong_bytes = 0;
  for (int shift = 0; shift < 32; shift += 8) wrong_bytes += (difference >> shift & 0xFF) != 0;
  return stored == 0 || stored == UINT32_MAX || wrong_bytes <= 1;
}

int matchd_png_ends_in_data(const matchd_png_file *file) {
  chunk found;
  for (size_t offset = SIGNATURE_LENGTH; read_chunk(file, offset, &found); offset = found.end) {
    const size_t body_room = file->byte_count - (size_t)(found.body - file->bytes);
    if (found.length > body_room) return is_kind(&found, "IDAT");
  }
  return 0;
}

int matchd_png_has_wrong_transparency_checksum(const matchd_png_file *file) {
  chunk found;
  for (size_t offset = SIGNATURE_LENGTH; read_chunk(file, offset, &found); offset = found.end) {
    if (!found.is_whole || is_kind(&found, "IDAT")) return 0;
    if (is_kind(&found, "tRNS")) return !has_right_checksum(&found);
  }
  return 0;
}

/* In the header: the kind of colour, and the kind that is an index. */
#define COLOUR_PLACE 25
#define COLOUR_INDEX 3

int matchd_png_palette_was_changed(const matchd_png_file *file) {
  chunk found;
  if (file->byte_count <= COLOUR_PLACE || file->bytes[COLOUR_PLACE] != COLOUR_INDEX) return 0;
  for (size_t offset = SIGNATURE_LENGTH; read_chunk(file, offset, &found); offset = found.end) {
    if (!found.is_whole || is_kind(&found, "IDAT")) return 0;
    if (is_kind(&found, "PLTE")) return !has_right_checksum(&found) && !is_checksum_to_blame(&found);
  }
  return 0;
}

int matchd_png_has_data_from(const matchd_png_file *file, size_t offset) {
  chunk found;
  for (size_t start = SIGNATURE_LENGTH; read_chunk(file, start, &found); start = found.end)
    if (start >= offset && found.length > 0 && is_kind(&found, "IDAT")) return 1;
  return 0;
}

/* ---- the compressed pixels ---- */

/* Inflates, and sums what comes out. */
typedef struct {
  z_stream stream;
  uLong adler;
  uint64_t room;              /* bytes that may still come out */
  int has_ended;
} summing;

static void sum_body(summing *sum, const chunk *found) {
  uint8_t rows[16384];
  int status = Z_OK;
  sum->stream.next_in = (Bytef *)found->body;
  sum->stream.avail_in = found->length;
  while (status == Z_OK && sum->room >= sizeof rows) {
    sum->stream.next_out = rows;
    sum->stream.avail_out = sizeof rows;
    status = inflate(&sum->stream, Z_NO_FLUSH);
    const uInt count = (uInt)(sizeof rows) - sum->stream.avail_out;
    sum->adler = adler32(sum->adler, rows, count);
    sum->room -= count;
  }
  sum->has_ended = status == Z_STREAM_END;
}

/* The Adler-32 that the chunk has at the end of the compressed data; NULL where it has not all of it. */
static const uint8_t *stored_adler(const summing *sum, const chunk *found) {
  const size_t end = (size_t)(sum->stream.next_in - found->body);
  return sum->has_ended && end >= ADLER_LENGTH ? sum->stream.next_in - ADLER_LENGTH : NULL;
}

/* Whether the checksum of the chunk is right with the right Adler-32 at `place`. */
static int is_mended(const summing *sum, const chunk *found, const uint8_t *place) {
  uint8_t adler[ADLER_LENGTH];
  for (int i = 0; i < ADLER_LENGTH; i++) adler[i] = (uint8_t)(sum->adler >> (24 - 8 * i));
  const uint8_t *rest = place + ADLER_LENGTH, *end = found->body + found->length;
  uLong checksum = crc32_z(0, found->kind, (z_size_t)(place - found->kind));
  checksum = crc32_z(checksum, adler, ADLER_LENGTH);
  if (rest < end) checksum = crc32_z(checksum, rest, (z_size_t)(end - rest));
  return checksum == matchd_png_integer(end);
}

static int were_changed(const matchd_png_file *file, summing *sum) {
  int is_wrong = 0;
  chunk found;
  for (size_t offset = SIGNATURE_LENGTH; read_chunk(file, offset, &found); offset = found.end) {
    if (!found.is_whole) return 1;
    if (!is_kind(&found, "IDAT") || sum->has_ended) continue;
    sum_body(sum, &found);
    const uint8_t *adler = stored_adler(sum, &found);
    if (adler && matchd_png_integer(adler) == sum->adler) return 0;
    if (!has_right_checksum(&found) && !(adler && is_mended(sum, &found, adler))) is_wrong = 1;
  }
  return is_wrong;
}

static int begin(summing *sum, uint64_t inflated_max) {
  *sum = (summing){.adler = adler32(0, NULL, 0), .room = inflated_max + 16384};
  if (inflateInit2(&sum->stream, MAX_WBITS) != Z_OK) return 0;
  inflateValidate(&sum->stream, 0);
  return 1;
}

int matchd_png_data_were_changed(const matchd_png_file *file, uint64_t inflated_max) {
  summing sum;
  if (!begin(&sum, inflated_max)) return 1;
  const int result = were_changed(file, &sum);
  inflateEnd(&sum.stream);
  return result;
}

/* Bytes that an encoder may leave behind its data. */
#define PADDING_MAX 16

static int has_more(const matchd_png_file *file, summing *sum) {
  size_t count = 0;
  int is_zero = 1;
  chunk found;
  for (size_t offset = SIGNATURE_LENGTH; read_chunk(file, offset, &found); offset = found.end) {
    if (!is_kind(&found, "IDAT") || !found.is_whole) continue;
    const uint8_t *spare = found.body;
    if (!sum->has_ended) {
      sum_body(sum, &found);
      spare = sum->has_ended ? sum->stream.next_in : found.body + found.length;
    }
    count += (size_t)(found.body + found.length - spare);
    for (; spare < found.body + found.length; spare++) is_zero = is_zero && *spare == 0;
  }
  return count > PADDING_MAX && !is_zero;
}

int matchd_png_has_data_to_spare(const matchd_png_file *file, uint64_t inflated_max) {
  summing sum;
  if (!begin(&sum, inflated_max)) return 1;
  const int result = has_more(file, &sum);
  inflateEnd(&sum.stream);
  return result;
}
