/* Seeded lists of hashes that look like the real thing, and queries for them. A hash
 * is 32 bytes, little-endian.
 *
 * The same seed and count give the same bytes on every machine with IEEE floats. */
#ifndef CBENCHDATA_H
#define CBENCHDATA_H

#include <stddef.h>
#include <stdint.h>

enum bench_data_kind {
  /* 256 fair bits. */
  BENCH_UNIFORM = 0,
  /* 256 coefficients, 70 % of the variance their own noise, 30 % from 24 shared factors; a bit is set above
   * the lower median: exactly 128 bits are set, and they are correlated. */
  BENCH_PDQ_LIKE = 1,
  /* 20 % PDQ-like singles; 70 % in Zipf-sized clusters of copies with 0-24 flipped bits (the i-th cluster has
   * 10 000 / i^0.9 members a million); 10 % whose even 16-bit chunks are each one of 8 fixed values. */
  BENCH_CLUSTERED = 2,
  /* Worst cases: one hash again and again; */
  BENCH_EQUAL = 3,
  /* one hash with 0-3 flipped bits, so that nearly all stand in one bucket of every table; */
  BENCH_ONE_BUCKET = 4,
  /* one hash with 0-24 flipped bits; */
  BENCH_CROWD = 5,
  /* hashes and their complements; */
  BENCH_COMPLEMENTS = 6,
  /* nothing but hashes whose even 16-bit chunks are each one of 8 fixed values. */
  BENCH_FLAT_AREAS = 7,
};

/* Writes count hashes. */
void bench_hashes(enum bench_data_kind kind, uint64_t seed, size_t count, uint8_t *hashes);

/* Writes count queries: every other one drawn like the list, the others members of
 * it with 0-40 flipped bits. */
void bench_queries(enum bench_data_kind kind, uint64_t seed, const uint8_t *hashes, size_t hash_count,
                   size_t count, uint8_t *queries);

#endif
