/* The walk that every variant shares. Included by a variant's file, inside its target region, behind its
 *
 *     static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit)
 *
 * which gives, as bits, the u16 lanes of a 64-byte line at most `limit` bits from the signature.
 *
 *   visits --ask for buckets--> pending --scan--> numbers --ask for rows--> rows --measure--> sink
 *
 * Every stage asks for the memory of the next one and leaves it time to arrive: candidates move on BATCH at a
 * time, when as many have come after them. Buckets are asked for one by one between the scans of older ones:
 * the processor keeps only about ten misses in flight and waits when it is asked for more, so a burst of
 * questions would leave it idle, and the scans would leave the memory idle. Branches that depend on the data
 * are the cost of the walk once memory is asked for in time, so lines are scanned without any: a line's near
 * lanes are kept, and one that is empty is overwritten by the next. */
#include <string.h>

#include "../include/ring.h"
#include "spread.h"

#include "candidates.h"

/* Signatures in the first line of a bucket. */
#define FIRST_LINE (MATCHD_RING_LINE_SLOTS - MATCHD_RING_HEAD_SLOTS)

/* Keeps the near lanes of a line, if any. */
static inline void keep(struct walk *walk, uint64_t first, uint32_t lanes) {
  walk->near[walk->near_count] = (struct near_line){first, lanes};
  walk->near_count += lanes != 0;
}

/* The lowest `count` lanes, all 32 from there on. */
static inline uint32_t first_lanes(uint64_t count) {
  return (uint32_t)((1ull << (count < 32 ? count : 32)) - 1);
}

/* Scans `count` signatures that stand from `line` on, line by line. */
static inline void scan_lines(struct walk *walk, const uint8_t *line, uint64_t count,
                              const struct block *block, uint32_t limit, uint64_t posting) {
  for (uint64_t done = 0; done < count; done += MATCHD_RING_LINE_SLOTS, line += MATCHD_RING_LINE_BYTES) {
    if (walk->near_count >= NEAR_LINES) take_near(walk, block);
    keep(walk, posting + done, near_lanes(line, block->visit.next, limit) & first_lanes(count - done));
  }
}

/* Scans the signatures of a bucket that did not fit it. The place and the count are cut to the overflow. */
static void scan_overflow(struct walk *walk, uint64_t place, const struct block *block, uint32_t limit,
                          uint64_t posting) {
  const struct matchd_ring *ring = walk->ring;
  if (place + MATCHD_RING_PLACE_SLOTS > ring->overflow_slots) return;
  uint32_t size;
  memcpy(&size, ring->overflow + 2 * place, sizeof size);
  uint64_t room = ring->overflow_slots - place - MATCHD_RING_PLACE_SLOTS;
  uint64_t count = size < room ? size : room;
  const uint8_t *slots = ring->overflow + 2 * (place + MATCHD_RING_PLACE_SLOTS);
  uint64_t whole = count / MATCHD_RING_LINE_SLOTS * MATCHD_RING_LINE_SLOTS;
  scan_lines(walk, slots, whole, block, limit, posting);
  uint8_t last[MATCHD_RING_LINE_BYTES] = {0};
  memcpy(last, slots + 2 * whole, 2 * (count - whole));
  scan_lines(walk, last, count - whole, block, limit, posting + whole);
}

/* Scans a bucket that overflows, but for the first line. */
static __attribute__((noinline)) void scan_overflowing(struct walk *walk, const uint8_t *bucket,
                                                       const struct block *block, uint32_t limit,
                                                       uint64_t posting) {
  const uint32_t kept = matchd_ring_kept(walk->ring->lines);
  uint64_t place = matchd_ring_overflow_place(bucket, walk->ring->lines);
  if (place < walk->ring->overflow_slots) PREFETCH(walk->ring->overflow + 2 * place);
  if (kept > FIRST_LINE) {
    scan_lines(walk, bucket + MATCHD_RING_LINE_BYTES, kept - FIRST_LINE, block, limit, posting + FIRST_LINE);
  }
  scan_overflow(walk, place, block, limit, posting + kept);
}

/* Scans a bucket: the first line's signatures, then the rest. `lines` is a constant where it is 1. */
static inline __attribute__((always_inline)) void scan_bucket(struct walk *walk, const uint8_t *bucket,
                                                              const struct block *block, uint32_t limit,
                                                              uint32_t lines) {
  const uint32_t size = matchd_ring_count_of(bucket), posting = matchd_ring_first_posting(bucket);
  const uint32_t lanes = near_lanes(bucket, block->visit.next, limit);
  const uint64_t first = (uint64_t)posting - MATCHD_RING_HEAD_SLOTS;
  if (__builtin_expect(size > matchd_ring_capacity(lines), 0)) {
    keep(walk, first, lanes & (first_lanes(matchd_ring_kept(lines)) << MATCHD_RING_HEAD_SLOTS));
    scan_overflowing(walk, bucket, block, limit, posting);
  } else if (lines == 1) {
    keep(walk, first, lanes & (((1u << size) - 1) << MATCHD_RING_HEAD_SLOTS));
  } else {
    keep(walk, first, lanes & (first_lanes(size) << MATCHD_RING_HEAD_SLOTS));
    if (size > FIRST_LINE) {
      scan_lines(walk, bucket + MATCHD_RING_LINE_BYTES, size - FIRST_LINE, block, limit,
                 (uint64_t)posting + FIRST_LINE);
    }
  }
}

/* Asks for the lines of a bucket. `lines` is a constant where it is 1. */
static inline __attribute__((always_inline)) void ask(const struct walk *walk, const uint8_t *bucket,
                                                      uint32_t lines) {
  const uint32_t eager = lines == 1 ? 1 : walk->ring->eager_lines;
  for (uint32_t line = 0; line < eager; line++) PREFETCH(bucket + MATCHD_RING_LINE_BYTES * line);
}

/* Scans a block, asking for the buckets of another between its own. */
static inline __attribute__((always_inline)) void scan_block(struct walk *walk, const struct block *due,
                                                             const struct block *ahead, uint32_t lines) {
  const struct block block = *due, next = *ahead;
  const uint32_t *flips = walk->ring->flips + block.flip_start;
  const uint32_t *next_flips = walk->ring->flips + next.flip_start;
  const uint64_t bytes = matchd_ring_bucket_bytes(lines);
  for (uint32_t i = 0; i < block.flip_count; i++) {
    if (i < next.flip_count) ask(walk, next.buckets + (next.visit.value ^ next_flips[i]) * bytes, lines);
    const uint32_t limit = block.limit - (uint32_t)__builtin_popcount(flips[i]);
    scan_bucket(walk, block.buckets + (block.visit.value ^ flips[i]) * bytes, &block, limit, lines);
  }
  for (uint32_t i = block.flip_count; i < next.flip_count; i++) {
    ask(walk, next.buckets + (next.visit.value ^ next_flips[i]) * bytes, lines);
  }
  if (walk->near_count > 0) take_near(walk, &block);
}

/* Scans the pending block, and asks for the buckets of `ahead`, which takes its place. */
static void launch(struct walk *walk, const struct block *ahead) {
  if (walk->ring->lines == 1) {
    scan_block(walk, &walk->pending, ahead, 1);
  } else {
    scan_block(walk, &walk->pending, ahead, walk->ring->lines);
  }
  walk->pending = *ahead;
}

/* The visits of one table, sorted by chunk where there is room to count. */
static void prepare_visits(const struct walk *walk, uint32_t table, struct matchd_ring_visit *visits,
                           uint32_t *counts) {
  size_t count = walk->queries->count;
  const uint16_t *values = walk->queries->chunks + table * count;
  if (counts == NULL) {
    for (size_t q = 0; q < count; q++) {
      visits[q] = (struct matchd_ring_visit){values[q], values[q + count], (uint32_t)q};
    }
    return;
  }
  uint32_t bucket_count = 1u << walk->ring->chunk_width;
  memset(counts, 0, (bucket_count + 1) * sizeof *counts);
  for (size_t q = 0; q < count; q++) counts[values[q] + 1]++;
  for (uint32_t v = 0; v < bucket_count; v++) counts[v + 1] += counts[v];
  for (size_t q = 0; q < count; q++) {
    visits[counts[values[q]]++] = (struct matchd_ring_visit){values[q], values[q + count], (uint32_t)q};
  }
}

/* Visits a table: block is the table's, and its visit and flips are filled in. */
static void walk_table(struct walk *walk, struct block block, const struct matchd_ring_visit *visits,
                       uint32_t flip_count) {
  for (size_t i = 0; i < walk->queries->count && !walk->stopped; i++) {
    block.visit = visits[i];
    for (uint32_t start = 0; start < flip_count; start += BLOCK_MAX) {
      uint32_t left = flip_count - start;
      block.flip_start = start;
      block.flip_count = left < BLOCK_MAX ? left : BLOCK_MAX;
      launch(walk, &block);
    }
  }
}

/* How many masks of `width` bits have fewer than `bits` bits. */
static uint32_t masks_below(uint32_t bits, uint32_t width) {
  uint64_t sum = 0, choose = 1;
  for (uint32_t k = 0; k < bits && k <= width; k++) {
    sum += choose;
    choose = choose * (width - k) / (k + 1);
  }
  return (uint32_t)sum;
}

static void begin(struct walk *walk, const struct matchd_ring *ring,
                  const struct matchd_ring_queries *queries, const uint8_t *thresholds, uint32_t distance_max,
                  struct matchd_ring_sink *sink) {
  walk->ring = ring;
  walk->queries = queries;
  walk->thresholds = thresholds;
  walk->sink = sink;
  walk->distance_max = distance_max;
  walk->stopped = 0;
  walk->pending = (struct block){0};
  walk->near_count = 0;
  walk->numbers.head = walk->numbers.tail = 0;
  walk->rows.head = walk->rows.tail = 0;
}

/* Scans and measures whatever is still in flight, and hands over the last matches. */
static int finish(struct walk *walk) {
  const struct block nothing = {0};
  if (!walk->stopped) launch(walk, &nothing);
  while (walk->numbers.head != walk->numbers.tail) resolve_oldest(walk);
  while (walk->rows.head != walk->rows.tail) measure_oldest(walk);
  struct matchd_ring_sink *sink = walk->sink;
  if (!walk->stopped && sink->count > 0) {
    walk->stopped = sink->flush(sink->context, sink->matches, sink->count);
  }
  sink->count = 0;
  return walk->stopped;
}

static int search(const struct matchd_ring *ring, const struct matchd_ring_queries *queries,
                  const uint8_t *thresholds, uint32_t distance_max, struct matchd_ring_visit *visits,
                  uint32_t *counts, struct matchd_ring_sink *sink) {
  uint8_t wrapped[MATCHD_RING_CHUNKS_MAX + 1];
  memcpy(wrapped, thresholds, ring->chunk_count);
  wrapped[ring->chunk_count] = wrapped[0];
  struct walk walk;
  begin(&walk, ring, queries, wrapped, distance_max, sink);
  for (uint32_t c = 0; c < ring->chunk_count && !walk.stopped; c++) {
    if (wrapped[c] == 0) continue;
    struct block block = {
        .buckets = ring->buckets + ((uint64_t)c << ring->chunk_width) * matchd_ring_bucket_bytes(ring->lines),
        .table = c,
        .limit = (uint32_t)wrapped[c] + wrapped[c + 1] - 1,
    };
    prepare_visits(&walk, c, visits, counts);
    walk_table(&walk, block, visits, masks_below(wrapped[c], ring->chunk_width));
  }
  return finish(&walk);
}
