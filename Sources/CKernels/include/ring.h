/* The ring multi-index: exact search of 256-bit hashes within a Hamming distance.
 *
 * A hash's bits are read along the diagonals of its 16 x 16 square (`spread`), then cut into chunk_count
 * chunks of chunk_width bits. Each chunk has a table of 2^chunk_width buckets of `lines` cache lines:
 * ring_layout.h draws them. The row of posting p of table c is number c * row_count + p of `numbers`,
 * little-endian, number_bytes each.
 *
 * With whole thresholds t[c] >= 0 whose sum is distance_max + 1, a hash within distance_max has some chunk c
 * with d(c) < t[c] and d(c) + d(c+1) < t[c] + t[c+1] (chunks in a ring): docs/search.md proves it. So the
 * buckets of chunk c within t[c] - 1 flips are visited, signatures beyond the second limit dropped, and the
 * rows of the rest measured.
 *
 * Safety: any bytes in buckets, numbers and overflow are safe. Counts are cut to what a bucket or
 * the overflow holds, postings and row numbers are checked against row_count before use; nothing
 * else of them is an address. */
#ifndef MATCHD_RING_H
#define MATCHD_RING_H

#include <stddef.h>
#include <stdint.h>

#include "ring_layout.h"

#define MATCHD_RING_CHUNKS_MAX 32

struct matchd_ring {
  const uint8_t *rows;     /* row_count x 32 */
  const uint8_t *buckets;  /* chunk_count x 2^chunk_width x lines x 64, aligned to 64 */
  const uint8_t *numbers;  /* chunk_count x row_count x number_bytes, and 4 bytes more */
  const uint8_t *overflow; /* overflow_slots x 2 */
  uint64_t overflow_slots;
  uint32_t row_count;
  uint32_t chunk_count;  /* 256 / chunk_width, at most 32 */
  uint32_t chunk_width;  /* 8...16 */
  uint32_t lines;        /* of a bucket, 1...64 */
  uint32_t number_bytes; /* 1...4 */
  uint32_t eager_lines;  /* of a bucket to prefetch, 1...lines */
  const uint32_t *flips; /* all 2^chunk_width masks, by number of bits, then value */
};

/* count queries: words (4 each), and their chunks table by table: chunk c of query q is chunks[c * count +
 * q]; the chunks of table 0 stand again behind the last table's. */
struct matchd_ring_queries {
  const uint64_t *words;
  const uint16_t *chunks;
  size_t count;
};

/* One chunk of one query: value, the next chunk, whose it is. */
struct matchd_ring_visit {
  uint16_t value;
  uint16_t next;
  uint32_t query;
};

struct matchd_ring_match {
  uint32_t query;
  uint32_t row;
  uint32_t distance;
};

/* Where matches go: `flush` is called when `matches` is full and at the end; it returns 0 to go on. */
struct matchd_ring_sink {
  struct matchd_ring_match *matches;
  size_t capacity;
  size_t count;
  int (*flush)(void *context, const struct matchd_ring_match *matches, size_t count);
  void *context;
};

struct matchd_ring_kernels {
  int level;
  /* Finds, for each query, the rows within `distance_max`, each once, in no particular order. thresholds:
   * chunk_count whole numbers whose sum is distance_max + 1. visits: room for queries->count. counts: room
   * for 2^chunk_width + 1 to sort the queries of each table by chunk, or NULL to take them as they come.
   * Returns 0, or what flush returned. */
  int (*search)(const struct matchd_ring *ring, const struct matchd_ring_queries *queries,
                const uint8_t *thresholds, uint32_t distance_max,
                struct matchd_ring_visit *visits, uint32_t *counts, struct matchd_ring_sink *sink);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_ring_kernels *matchd_ring_kernels_choose(int level);

/* Cuts count hashes into chunks, as matchd_ring_queries holds them: chunk c of hash i is chunks[c * count +
 * i], and the chunks of table 0 stand again behind the last table's. */
void matchd_ring_prepare(const uint64_t *words, size_t count, uint32_t chunk_count, uint32_t width,
                         uint16_t *chunks);

/* sizes[v] += 1 for each of the values. */
void matchd_ring_count(const uint16_t *values, uint32_t row_count, uint32_t *sizes);

/* How many postings a bucket says it has. Any bytes will do: its run's place is checked, its count is not. */
uint32_t matchd_ring_bucket_size(const struct matchd_ring *ring, uint32_t table, uint32_t value);

/* How many overflow slots a table with these bucket sizes needs. */
uint64_t matchd_ring_overflow_slots(const uint32_t *sizes, uint32_t bucket_count, uint32_t lines);

/* One table that is being built. */
struct matchd_ring_table {
  uint32_t chunk_width;
  uint32_t lines;
  uint32_t number_bytes;
  uint64_t overflow_start; /* where this table's slots stand in the whole overflow */
};

struct matchd_ring_posting {
  uint32_t row;
  uint16_t value;
  uint16_t signature;
};

/* Fills one table from its chunk of each row, and the next chunk. postings: room for row_count. sizes: as
 * counted; destroyed. buckets: 2^chunk_width x lines x 64, zeros. numbers: row_count x number_bytes.
 * overflow: the table's slots, as many as matchd_ring_overflow_slots said. */
void matchd_ring_fill(const uint16_t *values, const uint16_t *signatures, uint32_t row_count,
                      const struct matchd_ring_table *table, struct matchd_ring_posting *postings,
                      uint32_t *sizes, uint8_t *buckets, uint8_t *numbers, uint16_t *overflow);

#endif
