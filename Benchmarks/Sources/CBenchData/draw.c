#include "draw.h"

#include <math.h>
#include <string.h>

void draw_uniform(struct random *random, uint64_t hash[4]) {
  for (int i = 0; i < 4; i++) hash[i] = random_next(random);
}

enum { FACTORS = 24 };

/* The fixed mixing matrix: the same for every list. */
static const float *mixing(void) {
  static float matrix[FACTORS * 256];
  static int ready;
  if (ready) return matrix;
  struct random random = random_seeded(0x5ca1ab1e, 1);
  const float scale = sqrtf(0.3f / FACTORS);
  for (int i = 0; i < FACTORS * 256; i++) matrix[i] = random_normal(&random) * scale;
  ready = 1;
  return matrix;
}

/* The 128th smallest of 256 numbers (Hoare's selection). */
static float lower_median(const float values[256]) {
  float work[256];
  memcpy(work, values, sizeof work);
  int low = 0, high = 255;
  const int k = 127;
  while (low < high) {
    float pivot = work[(low + high) / 2];
    int i = low, j = high;
    while (i <= j) {
      while (work[i] < pivot) i++;
      while (work[j] > pivot) j--;
      if (i <= j) {
        float swap = work[i];
        work[i++] = work[j];
        work[j--] = swap;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return work[k];
}

void draw_pdq_like(struct random *random, uint64_t hash[4]) {
  const float *matrix = mixing();
  const float own = sqrtf(0.7f);
  float values[256];
  for (int j = 0; j < 256; j++) values[j] = own * random_normal(random);
  for (int f = 0; f < FACTORS; f++) {
    float factor = random_normal(random);
    for (int j = 0; j < 256; j++) values[j] += matrix[f * 256 + j] * factor;
  }
  float median = lower_median(values);
  memset(hash, 0, 32);
  for (int j = 0; j < 256; j++) hash[j / 64] |= (uint64_t)(values[j] > median) << (j % 64);
}

void draw_flat_areas(struct random *random, uint64_t hash[4]) {
  draw_uniform(random, hash);
  for (unsigned chunk = 0; chunk < 16; chunk += 2) {
    struct random fixed = random_seeded(0xf1a7, chunk * 8 + random_below(random, 8));
    uint64_t value = random_next(&fixed) & 0xffff;
    unsigned shift = 16 * (chunk % 4);
    hash[chunk / 4] = (hash[chunk / 4] & ~((uint64_t)0xffff << shift)) | value << shift;
  }
}

void flip_bits(struct random *random, uint64_t hash[4], unsigned count) {
  uint64_t flipped[4] = {0, 0, 0, 0};
  while (count > 0) {
    unsigned bit = (unsigned)random_below(random, 256);
    uint64_t mask = (uint64_t)1 << (bit % 64);
    if (flipped[bit / 64] & mask) continue;
    flipped[bit / 64] |= mask;
    hash[bit / 64] ^= mask;
    count--;
  }
}
