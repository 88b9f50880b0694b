#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF
#include <arm_neon.h>

#include "variants.h"

#include "../lanes/lanes_neon.h"
#include "../lanes/lanes_tile.h"
#include "quotient.h"
#include "box_body.h"

const struct matchd_box matchd_box_neon = {MATCHD_LEVEL_NEON, along, along_sampled, down, transposed};
#endif
