/* Building ring tables: a counting sort by chunk. */
#include <string.h>

#include "../include/ring.h"
#include "spread.h"

void matchd_ring_prepare(const uint64_t *words, size_t count, uint32_t chunk_count, uint32_t width,
                         uint16_t *chunks) {
  for (size_t q = 0; q < count; q++) {
    uint64_t spread[4];
    spread_bits(words + 4 * q, spread);
    for (uint32_t c = 0; c < chunk_count; c++) chunks[c * count + q] = (uint16_t)chunk_of(spread, c, width);
    chunks[chunk_count * count + q] = chunks[q];
  }
}

void matchd_ring_count(const uint16_t *values, uint32_t row_count, uint32_t *sizes) {
  for (uint32_t row = 0; row < row_count; row++) sizes[values[row]]++;
}

uint64_t matchd_ring_overflow_slots(const uint32_t *sizes, uint32_t bucket_count, uint32_t lines) {
  uint64_t slots = 0;
  for (uint32_t v = 0; v < bucket_count; v++) slots += matchd_ring_run_slots(sizes[v], lines);
  return slots;
}

/* Writes each bucket's count and first posting, and where its overflow is; sizes become first postings. */
static void begin_buckets(uint32_t *sizes, uint32_t bucket_count, uint32_t lines, uint8_t *buckets,
                          uint16_t *overflow, uint64_t overflow_start) {
  uint32_t posting = 0;
  uint64_t next = 0;
  for (uint32_t v = 0; v < bucket_count; v++) {
    uint8_t *bucket = buckets + matchd_ring_bucket_bytes(lines) * v;
    uint32_t size = sizes[v];
    uint64_t slots = matchd_ring_run_slots(size, lines);
    matchd_ring_set_head(bucket, slots > 0 ? MATCHD_RING_OVERFLOWS : (uint16_t)size, posting);
    if (slots > 0) {
      uint32_t left = size - matchd_ring_kept(lines);
      matchd_ring_set_overflow_place(bucket, lines, (uint32_t)(overflow_start + next));
      memcpy(overflow + next, &left, sizeof left);
      overflow[next + slots - 1] = 0;
      next += slots;
    }
    sizes[v] = posting;
    posting += size;
  }
}

/* Where the signature of a bucket's posting number `place` stands. */
static inline uint8_t *slot_of(uint8_t *bucket, uint32_t place, uint32_t lines, uint16_t *overflow,
                               uint64_t overflow_start) {
  if (matchd_ring_count_of(bucket) != MATCHD_RING_OVERFLOWS || place < matchd_ring_kept(lines)) {
    return bucket + 2 * (MATCHD_RING_HEAD_SLOTS + place);
  }
  uint64_t run = matchd_ring_overflow_place(bucket, lines) - overflow_start;
  return (uint8_t *)(overflow + run + MATCHD_RING_PLACE_SLOTS + (place - matchd_ring_kept(lines)));
}

/* Groups of buckets that are filled together. */
#define GROUP_BITS 8

/* Orders the rows by group, rows of a group staying in their order. A fill in row order would miss the caches
 * with every row; this writes a few hundred streams, then fills within what a group's buckets take. */
static void group_rows(const uint16_t *values, const uint16_t *signatures, uint32_t row_count, uint32_t width,
                       const uint32_t *sizes, struct matchd_ring_posting *postings) {
  uint32_t next[1 << GROUP_BITS], start = 0;
  const uint32_t shift = width - GROUP_BITS;
  for (uint32_t group = 0, v = 0; group < 1u << GROUP_BITS; group++) {
    next[group] = start;
    for (uint32_t end = (group + 1) << shift; v < end; v++) start += sizes[v];
  }
  for (uint32_t row = 0; row < row_count; row++) {
    postings[next[values[row] >> shift]++] = (struct matchd_ring_posting){row, values[row], signatures[row]};
  }
}

/* Fills the buckets with postings in group order. Called with number_bytes known, so
 * that a number is one store. */
static inline __attribute__((always_inline)) void fill(const struct matchd_ring_posting *postings,
                                                       uint32_t row_count,
                                                       const struct matchd_ring_table *table,
                                                       uint32_t number_bytes, uint32_t *sizes,
                                                       uint8_t *buckets, uint8_t *numbers,
                                                       uint16_t *overflow) {
  for (uint32_t i = 0; i < row_count; i++) {
    const struct matchd_ring_posting p = postings[i];
    uint8_t *bucket = buckets + matchd_ring_bucket_bytes(table->lines) * p.value;
    uint32_t posting = sizes[p.value]++, first = matchd_ring_first_posting(bucket);
    uint8_t *slot = slot_of(bucket, posting - first, table->lines, overflow, table->overflow_start);
    memcpy(slot, &p.signature, sizeof p.signature);
    memcpy(numbers + (uint64_t)posting * number_bytes, &p.row, number_bytes);
  }
}

void matchd_ring_fill(const uint16_t *values, const uint16_t *signatures, uint32_t row_count,
                      const struct matchd_ring_table *table, struct matchd_ring_posting *postings,
                      uint32_t *sizes, uint8_t *buckets, uint8_t *numbers, uint16_t *overflow) {
  group_rows(values, signatures, row_count, table->chunk_width, sizes, postings);
  begin_buckets(sizes, 1u << table->chunk_width, table->lines, buckets, overflow, table->overflow_start);
  switch (table->number_bytes) {
    case 1: fill(postings, row_count, table, 1, sizes, buckets, numbers, overflow); break;
    case 2: fill(postings, row_count, table, 2, sizes, buckets, numbers, overflow); break;
    case 3: fill(postings, row_count, table, 3, sizes, buckets, numbers, overflow); break;
    default: fill(postings, row_count, table, 4, sizes, buckets, numbers, overflow); break;
  }
}

uint32_t matchd_ring_bucket_size(const struct matchd_ring *ring, uint32_t table, uint32_t value) {
  uint64_t number = ((uint64_t)table << ring->chunk_width) + value;
  const uint8_t *bucket = ring->buckets + number * matchd_ring_bucket_bytes(ring->lines);
  uint32_t count = matchd_ring_count_of(bucket);
  if (count <= matchd_ring_capacity(ring->lines)) return count;
  uint64_t place = matchd_ring_overflow_place(bucket, ring->lines);
  if (place + MATCHD_RING_PLACE_SLOTS > ring->overflow_slots) return matchd_ring_capacity(ring->lines);
  uint32_t left;
  memcpy(&left, ring->overflow + 2 * place, sizeof left);
  return left < ring->row_count ? matchd_ring_kept(ring->lines) + left : ring->row_count;
}
