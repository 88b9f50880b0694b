#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF
#include <arm_neon.h>

#include "variants.h"

#include "../lanes/lanes_neon.h"
#include "../lanes/lanes_tile.h"
#include "dct_body.h"

const struct matchd_dct matchd_dct_neon = {MATCHD_LEVEL_NEON, coefficients, bits, gradient_sum};
#endif
