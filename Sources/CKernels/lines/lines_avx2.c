#if defined(__x86_64__)
#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "lines_body.h"
#pragma clang attribute pop

const struct matchd_lines matchd_lines_avx2 = {MATCHD_LEVEL_AVX2, near_count, step_sum, step_count};
#endif
