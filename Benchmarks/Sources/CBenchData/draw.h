/* One hash at a time, of each kind. */
#ifndef BENCH_DRAW_H
#define BENCH_DRAW_H

#include "random.h"

void draw_uniform(struct random *random, uint64_t hash[4]);
void draw_pdq_like(struct random *random, uint64_t hash[4]);
/* A hash whose even chunks are each one of 8 fixed values. */
void draw_flat_areas(struct random *random, uint64_t hash[4]);
void flip_bits(struct random *random, uint64_t hash[4], unsigned count);

#endif
