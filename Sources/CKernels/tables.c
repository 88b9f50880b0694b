/* The one list of kernel variants: a family's variants best first, scalar last. To add a variant: write its
 * file, name it in the family's variants.h, add its row here. */
#include <stddef.h>

#include "checksum/variants.h"
#include "hamming/variants.h"

/* Defines NAME_choose(level): the first variant of the list that is not above the level. */
#define CHOOSE_FROM(name, ...)                                       \
  const struct name *name##_choose(int level) {                      \
    static const struct name *const variants[] = {__VA_ARGS__};      \
    const size_t count = sizeof variants / sizeof variants[0];       \
    size_t i = 0;                                                    \
    while (i + 1 < count && variants[i]->level > level) i++;         \
    return variants[i];                                              \
  }

#if defined(__x86_64__)
CHOOSE_FROM(matchd_checksum, &matchd_checksum_sse42, &matchd_checksum_scalar)
CHOOSE_FROM(matchd_hamming, &matchd_hamming_avx2, &matchd_hamming_scalar)
#else
CHOOSE_FROM(matchd_checksum, &matchd_checksum_scalar)
CHOOSE_FROM(matchd_hamming, &matchd_hamming_scalar)
#endif
