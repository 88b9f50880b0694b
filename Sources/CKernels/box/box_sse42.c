#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF
#include <immintrin.h>
#include <string.h>

#include "variants.h"

#pragma clang attribute push(__attribute__((target("sse4.2"))), apply_to = function)
#include "../lanes/lanes_sse42.h"
#include "../lanes/lanes_tile.h"
#include "quotient.h"
#include "box_body.h"
#pragma clang attribute pop

const struct matchd_box matchd_box_sse42 = {MATCHD_LEVEL_SSE42, along, along_sampled, down, transposed};
#endif
