#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>

#include "variants.h"

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#pragma clang attribute push(AVX512, apply_to = function)
#include "../lanes/lanes_avx512.h"
#include "../lanes/lanes_tile.h"
#define MULTIPLY_ADD _mm512_fmadd_ps
#define MULTIPLY_SUBTRACT _mm512_fnmadd_ps
#include "quotient.h"
#include "box_body.h"
#pragma clang attribute pop

const struct matchd_box matchd_box_avx512 = {MATCHD_LEVEL_AVX512, along, along_sampled, down, transposed};
#endif
