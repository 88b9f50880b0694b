#pragma STDC FP_CONTRACT OFF
#include "variants.h"

#include "../lanes/lanes_scalar.h"
#include "../lanes/lanes_tile.h"
#include "taps_body.h"

const struct matchd_taps matchd_taps_scalar = {MATCHD_LEVEL_SCALAR, accumulate, gather};
