/* The variants of the dct family, for tables.c alone. */
#ifndef MATCHD_DCT_VARIANTS_H
#define MATCHD_DCT_VARIANTS_H

#include "../include/dct.h"
#include "../include/cpu.h"

extern const struct matchd_dct matchd_dct_scalar;
#if defined(__x86_64__)
extern const struct matchd_dct matchd_dct_sse42;
extern const struct matchd_dct matchd_dct_avx2;
extern const struct matchd_dct matchd_dct_avx512;
#elif defined(__aarch64__)
extern const struct matchd_dct matchd_dct_neon;
#endif

#endif
