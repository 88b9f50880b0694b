#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "../lanes/lanes_avx2.h"
#include "../lanes/lanes_tile.h"
#include "taps_body.h"
#pragma clang attribute pop

const struct matchd_taps matchd_taps_avx2 = {MATCHD_LEVEL_AVX2, accumulate, gather};
#endif
