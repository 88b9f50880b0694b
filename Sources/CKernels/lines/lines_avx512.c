#if defined(__x86_64__)
#include "variants.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#pragma clang attribute push(AVX512, apply_to = function)
#include "lines_body.h"
#pragma clang attribute pop

const struct matchd_lines matchd_lines_avx512 = {MATCHD_LEVEL_AVX512, near_count, step_sum, step_count};
#endif
