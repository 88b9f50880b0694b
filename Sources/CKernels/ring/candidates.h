/* The second half of a walk: near lanes become candidates, whose row numbers and rows are asked for ahead of
 * use and then measured. Included by walk.h alone, inside its target region. */

/* Buckets that are prefetched and scanned together. */
#define BLOCK_MAX 32
/* Candidates in a queue at most: a power of two. */
#define QUEUE 64
/* Candidates that move on together. */
#define BATCH 16
/* Lines with near lanes that are kept until they are looked through; the first lines of a block's buckets
 * find room behind these. */
#define NEAR_LINES 160

#define PREFETCH(address) __builtin_prefetch((address), 0, 3)

/* Some buckets of one visit to a table. */
struct block {
  const uint8_t *buckets; /* of the table */
  struct matchd_ring_visit visit;
  uint32_t table;
  uint32_t limit; /* t[c] + t[c+1] - 1 */
  uint32_t flip_start;
  uint32_t flip_count;
};

struct candidate {
  uint64_t place; /* of its number, then its row */
  uint32_t query;
  uint32_t table;
};

/* Near lanes of a line: lane i is posting first + i (modulo 2^64). */
struct near_line {
  uint64_t first;
  uint32_t lanes;
};

struct queue {
  struct candidate items[QUEUE];
  uint32_t head, tail;
};

struct walk {
  const struct matchd_ring *ring;
  const struct matchd_ring_queries *queries;
  const uint8_t *thresholds; /* of all tables, then the first one's again */
  struct matchd_ring_sink *sink;
  uint32_t distance_max;
  int stopped;
  uint32_t near_count;
  struct block pending; /* asked for, not scanned */
  struct near_line near[NEAR_LINES + BLOCK_MAX];
  struct queue numbers, rows;
};

/* Whether a table before `table` finds this pair too: it is reported from the first alone. */
static int is_found_before(const struct walk *walk, const uint64_t difference[4], uint32_t table) {
  const uint32_t width = walk->ring->chunk_width;
  const uint8_t *t = walk->thresholds;
  uint64_t spread[4];
  spread_bits(difference, spread);
  int here = __builtin_popcount(chunk_of(spread, 0, width));
  for (uint32_t c = 0; c < table; c++) {
    int next = __builtin_popcount(chunk_of(spread, c + 1, width));
    if (here < t[c] && here + next < t[c] + t[c + 1]) return 1;
    here = next;
  }
  return 0;
}

static void report(struct walk *walk, const struct candidate *candidate, uint32_t distance) {
  struct matchd_ring_sink *sink = walk->sink;
  if (walk->stopped) return;
  sink->matches[sink->count++] =
      (struct matchd_ring_match){candidate->query, (uint32_t)candidate->place, distance};
  if (sink->count < sink->capacity) return;
  walk->stopped = sink->flush(sink->context, sink->matches, sink->count);
  sink->count = 0;
}

/* Measures the oldest candidate whose row was asked for. */
static inline void measure_oldest(struct walk *walk) {
  const struct candidate *candidate = &walk->rows.items[walk->rows.head++ & (QUEUE - 1)];
  const uint64_t *query = walk->queries->words + 4 * (size_t)candidate->query;
  uint64_t row[4], difference[4];
  memcpy(row, walk->ring->rows + 32 * candidate->place, sizeof row);
  uint32_t distance = 0;
  for (int i = 0; i < 4; i++) {
    difference[i] = query[i] ^ row[i];
    distance += (uint32_t)__builtin_popcountll(difference[i]);
  }
  if (distance > walk->distance_max || is_found_before(walk, difference, candidate->table)) return;
  report(walk, candidate, distance);
}

/* Reads the row number of the oldest candidate and asks for its row. */
static inline void resolve_oldest(struct walk *walk) {
  const struct matchd_ring *ring = walk->ring;
  struct candidate candidate = walk->numbers.items[walk->numbers.head++ & (QUEUE - 1)];
  uint32_t number;
  memcpy(&number, ring->numbers + candidate.place, sizeof number);
  candidate.place = number & (0xffffffffu >> (32 - 8 * ring->number_bytes));
  if (candidate.place >= ring->row_count) return;
  PREFETCH(ring->rows + 32 * candidate.place);
  walk->rows.items[walk->rows.tail++ & (QUEUE - 1)] = candidate;
}

/* Moves on a batch of candidates. `rows` has room: fewer than 2 BATCH stand in it before, 3 within. */
static void advance(struct walk *walk) {
  for (int i = 0; i < BATCH; i++) resolve_oldest(walk);
  while (walk->rows.tail - walk->rows.head >= 2 * BATCH) {
    for (int i = 0; i < BATCH; i++) measure_oldest(walk);
  }
}

/* A posting whose signature is near: asks for its row number. */
static inline void take(struct walk *walk, const struct block *block, uint64_t posting) {
  const struct matchd_ring *ring = walk->ring;
  if (posting >= ring->row_count) return;
  uint64_t place = ((uint64_t)block->table * ring->row_count + posting) * ring->number_bytes;
  PREFETCH(ring->numbers + place);
  walk->numbers.items[walk->numbers.tail++ & (QUEUE - 1)] =
      (struct candidate){place, block->visit.query, block->table};
  if (walk->numbers.tail - walk->numbers.head >= 2 * BATCH) advance(walk);
}

/* Takes the postings of the block's lines that were kept. */
static void take_near(struct walk *walk, const struct block *block) {
  for (uint32_t i = 0; i < walk->near_count; i++) {
    uint32_t lanes = walk->near[i].lanes;
    do {
      take(walk, block, walk->near[i].first + (uint32_t)__builtin_ctz(lanes));
      lanes &= lanes - 1;
    } while (lanes != 0);
  }
  walk->near_count = 0;
}
