/* How a bucket of a ring table lies in memory and in a file: the one declaration that building, walking and
 * checking use. docs/index-format.md shows it as a table.
 *
 *     slot (u16)   0         1..2                3...
 *                  count     first posting u32   signatures: the next chunk of each posting
 *
 * A bucket of `lines` cache lines whose postings do not fit has MATCHD_RING_OVERFLOWS as its count, and in
 * its last slots, instead of signatures, the place (u32, counted in slots) of a run of the overflow: a count
 * (u32), that many signatures, and a zero slot where the count is odd. All numbers are little-endian, as the
 * machines are that this runs on. */
#ifndef MATCHD_RING_LAYOUT_H
#define MATCHD_RING_LAYOUT_H

#include <stdint.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "ring tables are mapped as they are");

enum {
  MATCHD_RING_LINE_BYTES = 64,
  MATCHD_RING_LINE_SLOTS = MATCHD_RING_LINE_BYTES / 2,
  /* Slots of a bucket before its signatures: the count, the first posting. */
  MATCHD_RING_HEAD_SLOTS = 3,
  /* Slots that say where the rest is, and slots before the signatures of a run of the overflow. */
  MATCHD_RING_PLACE_SLOTS = 2,
  /* Instead of the count: the bucket's postings do not fit it. */
  MATCHD_RING_OVERFLOWS = 0xffff,
  /* Bytes behind the last row number, so that each can be read as four bytes. */
  MATCHD_RING_NUMBERS_PADDING = 4,
};

/* Signatures that a bucket holds at most. */
static inline uint32_t matchd_ring_capacity(uint32_t lines) {
  return MATCHD_RING_LINE_SLOTS * lines - MATCHD_RING_HEAD_SLOTS;
}

/* Signatures that stand in the bucket itself where its postings do not fit. */
static inline uint32_t matchd_ring_kept(uint32_t lines) {
  return matchd_ring_capacity(lines) - MATCHD_RING_PLACE_SLOTS;
}

/* Slots of the run that a bucket of so many postings has in the overflow; 0 if they fit. */
static inline uint64_t matchd_ring_run_slots(uint32_t size, uint32_t lines) {
  if (size <= matchd_ring_capacity(lines)) return 0;
  uint64_t left = size - matchd_ring_kept(lines);
  return MATCHD_RING_PLACE_SLOTS + left + (left & 1);
}

static inline uint64_t matchd_ring_bucket_bytes(uint32_t lines) {
  return MATCHD_RING_LINE_BYTES * (uint64_t)lines;
}

static inline uint16_t matchd_ring_count_of(const uint8_t *bucket) {
  uint16_t count;
  memcpy(&count, bucket, sizeof count);
  return count;
}

static inline uint32_t matchd_ring_first_posting(const uint8_t *bucket) {
  uint32_t posting;
  memcpy(&posting, bucket + 2, sizeof posting);
  return posting;
}

static inline void matchd_ring_set_head(uint8_t *bucket, uint16_t count, uint32_t first_posting) {
  memcpy(bucket, &count, sizeof count);
  memcpy(bucket + 2, &first_posting, sizeof first_posting);
}

/* Where a bucket that overflows goes on: a place in the overflow, in slots. Not checked. */
static inline uint32_t matchd_ring_overflow_place(const uint8_t *bucket, uint32_t lines) {
  uint32_t place;
  memcpy(&place, bucket + matchd_ring_bucket_bytes(lines) - 2 * MATCHD_RING_PLACE_SLOTS, sizeof place);
  return place;
}

static inline void matchd_ring_set_overflow_place(uint8_t *bucket, uint32_t lines, uint32_t place) {
  memcpy(bucket + matchd_ring_bucket_bytes(lines) - 2 * MATCHD_RING_PLACE_SLOTS, &place, sizeof place);
}

#endif
