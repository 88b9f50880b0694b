#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vpopcntdq,popcnt,bmi"))), \
    apply_to = function)

static inline __m512i popcount_lanes(__m512i v) { return _mm512_popcnt_epi64(v); }

#include "rows_avx512.h"

#pragma clang attribute pop

const struct matchd_hamming matchd_hamming_avx512popcnt = {MATCHD_LEVEL_AVX512POPCNT, distances, within};
#endif
