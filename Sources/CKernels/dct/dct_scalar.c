#pragma STDC FP_CONTRACT OFF
#include "variants.h"

#include "../lanes/lanes_scalar.h"
#include "../lanes/lanes_tile.h"
#include "dct_body.h"

const struct matchd_dct matchd_dct_scalar = {MATCHD_LEVEL_SCALAR, coefficients, bits, gradient_sum};
