#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF
#include <arm_neon.h>

#include "variants.h"

#include "../lanes/lanes_neon.h"
#include "../lanes/lanes_tile.h"
#include "taps_body.h"

const struct matchd_taps matchd_taps_neon = {MATCHD_LEVEL_NEON, accumulate, gather};
#endif
