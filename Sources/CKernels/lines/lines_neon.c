#if defined(__aarch64__)
#include "variants.h"

#include "lines_body.h"

const struct matchd_lines matchd_lines_neon = {MATCHD_LEVEL_NEON, near_count, step_sum, step_count};
#endif
