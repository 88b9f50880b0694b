#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "../lanes/lanes_avx2.h"
#include "../lanes/lanes_tile.h"
#define MULTIPLY_ADD _mm256_fmadd_ps
#define MULTIPLY_SUBTRACT _mm256_fnmadd_ps
#include "quotient.h"
#include "box_body.h"
#pragma clang attribute pop

const struct matchd_box matchd_box_avx2 = {MATCHD_LEVEL_AVX2, along, along_sampled, down, transposed};
#endif
