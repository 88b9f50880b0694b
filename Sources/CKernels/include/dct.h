/* The last stage of PDQ: 64 x 64 floats to 16 x 16 frequencies, 256 bits and the
 * gradients that make the quality.
 *
 * All matrices row-major and tightly packed, any alignment, no overlap. Vectors lie across outputs; every sum
 * of products starts at 0 and runs over k ascending, so that every variant gives the same bits. */
#ifndef MATCHD_DCT_H
#define MATCHD_DCT_H

#include <stddef.h>
#include <stdint.h>

struct matchd_dct {
  int level;
  /* out (16 x 16) = basis (16 x 64) * matrix (64 x 64) * basis_transposed
   * (64 x 16), the left product first. */
  void (*coefficients)(const float *matrix, const float *basis, const float *basis_transposed, float *out);
  /* Bit k % 64 of words[k / 64] is set where coefficient k is above the 128th smallest. No NaN. */
  void (*bits)(const float coefficients[256], uint64_t words[4]);
  /* Sum over all vertical and horizontal neighbours of |u - v| * 100 / 255, each cut to a
   * whole number; |u - v| < 2^24. */
  uint32_t (*gradient_sum)(const float *matrix);
};

/* The best variant whose level is not above `level`; never NULL, scalar runs everywhere. */
const struct matchd_dct *matchd_dct_choose(int level);

#endif
