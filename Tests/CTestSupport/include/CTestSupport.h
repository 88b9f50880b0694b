/* What the tests need in C: the judge of PDQ, pictures to judge, and a count of allocations. */
#ifndef MATCHD_TEST_SUPPORT_H
#define MATCHD_TEST_SUPPORT_H

#include <stddef.h>
// Numbers of system calls.
#include <sys/syscall.h>
#include <stdint.h>

/* PDQ written down as plainly as possible: full float planes, one stage after the other, no vectors. It
 * follows the C++ reference (facebook/ThreatExchange, pdq/cpp) loop by loop and is never tuned; every kernel
 * is compared with it. */
struct matchd_reference {
  float matrix[64 * 64];
  float coefficients[16 * 16];
  uint64_t words[4]; /* bit k of the hash is bit k % 64 of words[k / 64] */
  int quality;
};

/* samples: height x width x channel_count (1 gray or 3 RGB). Both sides are at least 5. */
void matchd_reference_pdq(const uint8_t *samples, int width, int height, int channel_count,
                          struct matchd_reference *result);

/* Fills a picture, the same for the same seed. */
enum matchd_pattern {
  MATCHD_PATTERN_NOISE,
  MATCHD_PATTERN_FLAT,
  MATCHD_PATTERN_GRADIENT,
  MATCHD_PATTERN_CHECKERBOARD,
  MATCHD_PATTERN_COUNT
};
void matchd_fill_pattern(enum matchd_pattern pattern, uint64_t seed, int width, int height, int channel_count,
                         uint8_t *samples);

/* How often this thread has allocated memory so far; -1 where allocations are not counted (sanitizer
 * builds). */
long matchd_allocation_count(void);

#endif
