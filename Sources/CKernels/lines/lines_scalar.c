#include "variants.h"

#include "lines_body.h"

const struct matchd_lines matchd_lines_scalar = {MATCHD_LEVEL_SCALAR, near_count, step_sum, step_count};
