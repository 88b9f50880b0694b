/* Hamming distance between one 256-bit hash and a run of 256-bit hashes.
 *
 * rows: count x 32 bytes, any alignment. query: 4 words, little-endian bit order, the same as a row's.
 * Every variant gives the same numbers. Reads nothing beyond rows + 32 * count. */
#ifndef MATCHD_HAMMING_H
#define MATCHD_HAMMING_H

#include <stddef.h>
#include <stdint.h>

struct matchd_hamming {
  int level;
  /* out[i] = distance (0...256) between query and row i, for i in 0..<count. */
  void (*distances)(const uint64_t query[4], const uint8_t *rows, size_t count, uint16_t *out);
  /* Finds the rows within threshold (inclusive): their numbers, ascending, and distances. Both outputs hold
   * `count`. Returns how many. count < 2^32. */
  size_t (*within)(const uint64_t query[4], const uint8_t *rows, size_t count, uint32_t threshold,
                   uint32_t *row_numbers, uint16_t *distances);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_hamming *matchd_hamming_choose(int level);

#endif
