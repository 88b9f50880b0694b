#include <math.h>
#include <string.h>

#include "CBenchData.h"
#include "draw.h"

static uint8_t *put(uint8_t *next, const uint64_t hash[4]) {
  memcpy(next, hash, 32);
  return next + 32;
}

static void draw_many(void (*draw)(struct random *, uint64_t *), uint64_t seed, size_t count, uint8_t *next) {
  for (size_t i = 0; i < count; i++) {
    struct random random = random_seeded(seed, i);
    uint64_t hash[4];
    draw(&random, hash);
    next = put(next, hash);
  }
}

static size_t cluster_size(size_t rank, size_t count) {
  double size = 10000.0 * ((double)count / 1e6) / pow((double)rank, 0.9);
  return size < 1 ? 1 : (size_t)size;
}

static void draw_clusters(uint64_t seed, size_t members, size_t count, uint8_t *next) {
  for (size_t rank = 1; members > 0; rank++) {
    struct random random = random_seeded(seed, rank);
    uint64_t center[4];
    draw_pdq_like(&random, center);
    for (size_t size = cluster_size(rank, count); size > 0 && members > 0; size--, members--) {
      uint64_t hash[4];
      memcpy(hash, center, 32);
      flip_bits(&random, hash, (unsigned)random_below(&random, 25));
      next = put(next, hash);
    }
  }
}

/* Copies of one hash with up to `flips_max` flipped bits. */
static void draw_crowd(uint64_t seed, unsigned flips_max, size_t count, uint8_t *next) {
  struct random random = random_seeded(seed, 0);
  uint64_t center[4];
  draw_uniform(&random, center);
  for (size_t i = 0; i < count; i++) {
    uint64_t hash[4];
    memcpy(hash, center, 32);
    flip_bits(&random, hash, (unsigned)random_below(&random, flips_max + 1));
    next = put(next, hash);
  }
}

static void draw_complements(uint64_t seed, size_t count, uint8_t *next) {
  for (size_t i = 0; i < count; i++) {
    struct random random = random_seeded(seed, i / 2);
    uint64_t hash[4];
    draw_uniform(&random, hash);
    for (int word = 0; word < 4; word++) hash[word] ^= i % 2 == 0 ? 0 : UINT64_MAX;
    next = put(next, hash);
  }
}

void bench_hashes(enum bench_data_kind kind, uint64_t seed, size_t count, uint8_t *hashes) {
  size_t singles = count / 5, flat = count / 10;
  switch (kind) {
    case BENCH_UNIFORM: draw_many(draw_uniform, seed, count, hashes); break;
    case BENCH_PDQ_LIKE: draw_many(draw_pdq_like, seed, count, hashes); break;
    case BENCH_CLUSTERED:
      draw_many(draw_pdq_like, seed, singles, hashes);
      draw_many(draw_flat_areas, seed + 1, flat, hashes + 32 * singles);
      draw_clusters(seed + 2, count - singles - flat, count, hashes + 32 * (singles + flat));
      break;
    case BENCH_EQUAL: draw_crowd(seed, 0, count, hashes); break;
    case BENCH_ONE_BUCKET: draw_crowd(seed, 3, count, hashes); break;
    case BENCH_CROWD: draw_crowd(seed, 24, count, hashes); break;
    case BENCH_COMPLEMENTS: draw_complements(seed, count, hashes); break;
    case BENCH_FLAT_AREAS: draw_many(draw_flat_areas, seed, count, hashes); break;
  }
}

static void draw_fresh(enum bench_data_kind kind, struct random *random, uint64_t hash[4]) {
  if (kind == BENCH_FLAT_AREAS || (kind == BENCH_CLUSTERED && random_below(random, 10) == 0)) {
    draw_flat_areas(random, hash);
  } else if (kind == BENCH_PDQ_LIKE || kind == BENCH_CLUSTERED) {
    draw_pdq_like(random, hash);
  } else {
    draw_uniform(random, hash);
  }
}

void bench_queries(enum bench_data_kind kind, uint64_t seed, const uint8_t *hashes, size_t hash_count,
                   size_t count, uint8_t *queries) {
  for (size_t i = 0; i < count; i++) {
    struct random random = random_seeded(seed ^ 0x9e4, i);
    uint64_t hash[4];
    if (i % 2 == 0 || hash_count == 0) {
      draw_fresh(kind, &random, hash);
    } else {
      memcpy(hash, hashes + 32 * random_below(&random, hash_count), 32);
      flip_bits(&random, hash, (unsigned)random_below(&random, 41));
    }
    queries = put(queries, hash);
  }
}
