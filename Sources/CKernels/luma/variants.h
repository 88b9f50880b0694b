/* The variants of the luma family, for tables.c alone, and what they share. */
#ifndef MATCHD_LUMA_VARIANTS_H
#define MATCHD_LUMA_VARIANTS_H

#include "../include/cpu.h"
#include "../include/luma.h"

extern const struct matchd_luma matchd_luma_scalar;
#if defined(__x86_64__)
extern const struct matchd_luma matchd_luma_sse42;
extern const struct matchd_luma matchd_luma_avx2;
extern const struct matchd_luma matchd_luma_avx512;
#elif defined(__aarch64__)
extern const struct matchd_luma matchd_luma_neon;
#endif

/* BT.601. */
static const float matchd_luma_red = 0.299f, matchd_luma_green = 0.587f, matchd_luma_blue = 0.114f;

#endif
