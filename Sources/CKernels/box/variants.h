/* The variants of the box family, for tables.c alone. */
#ifndef MATCHD_BOX_VARIANTS_H
#define MATCHD_BOX_VARIANTS_H

#include "../include/box.h"
#include "../include/cpu.h"

extern const struct matchd_box matchd_box_scalar;
#if defined(__x86_64__)
extern const struct matchd_box matchd_box_sse42;
extern const struct matchd_box matchd_box_avx2;
extern const struct matchd_box matchd_box_avx512;
#elif defined(__aarch64__)
extern const struct matchd_box matchd_box_neon;
#endif

#endif
