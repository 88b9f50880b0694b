/* The one list of kernel variants: a family's variants best first, scalar last. To add a variant: write its
 * file, name it in the family's variants.h, add its row here. */
#include <stddef.h>

#include "box/variants.h"
#include "checksum/variants.h"
#include "dct/variants.h"
#include "hamming/variants.h"
#include "lines/variants.h"
#include "luma/variants.h"
#include "taps/variants.h"
#include "ring/variants.h"

/* Defines NAME_choose(level): the first variant of the list that is not above the level. */
#define CHOOSE_FROM(name, ...)                                       \
  const struct name *name##_choose(int level) {                      \
    static const struct name *const variants[] = {__VA_ARGS__};      \
    const size_t count = sizeof variants / sizeof variants[0];       \
    size_t i = 0;                                                    \
    while (i + 1 < count && variants[i]->level > level) i++;         \
    return variants[i];                                              \
  }

/* Families with a variant for every level that has vectors of floats, or of bytes beside them. */
#if defined(__x86_64__)
#define CHOOSE_FLOATS(name) CHOOSE_FROM(name, &name##_avx512, &name##_avx2, &name##_sse42, &name##_scalar)
#elif defined(__aarch64__)
#define CHOOSE_FLOATS(name) CHOOSE_FROM(name, &name##_neon, &name##_scalar)
#else
#define CHOOSE_FLOATS(name) CHOOSE_FROM(name, &name##_scalar)
#endif

CHOOSE_FLOATS(matchd_box)
CHOOSE_FLOATS(matchd_dct)
CHOOSE_FLOATS(matchd_lines)
CHOOSE_FLOATS(matchd_luma)
CHOOSE_FLOATS(matchd_taps)

#if defined(__x86_64__)
CHOOSE_FROM(matchd_checksum, &matchd_checksum_sse42, &matchd_checksum_scalar)
CHOOSE_FROM(matchd_hamming, &matchd_hamming_avx512popcnt, &matchd_hamming_avx512, &matchd_hamming_avx2,
            &matchd_hamming_scalar)
CHOOSE_FROM(matchd_ring_kernels, &matchd_ring_avx512popcnt, &matchd_ring_avx512, &matchd_ring_avx2,
            &matchd_ring_scalar)
#else
CHOOSE_FROM(matchd_ring_kernels, &matchd_ring_scalar)
CHOOSE_FROM(matchd_checksum, &matchd_checksum_scalar)
CHOOSE_FROM(matchd_hamming, &matchd_hamming_scalar)
#endif
