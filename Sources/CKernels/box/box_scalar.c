#pragma STDC FP_CONTRACT OFF
#include "variants.h"

#include "../lanes/lanes_scalar.h"
#include "../lanes/lanes_tile.h"
#include "quotient.h"
#include "box_body.h"

const struct matchd_box matchd_box_scalar = {MATCHD_LEVEL_SCALAR, along, along_sampled, down, transposed};
