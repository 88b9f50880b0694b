/* The variants of the taps family, for tables.c alone. */
#ifndef MATCHD_TAPS_VARIANTS_H
#define MATCHD_TAPS_VARIANTS_H

#include "../include/taps.h"
#include "../include/cpu.h"

extern const struct matchd_taps matchd_taps_scalar;
#if defined(__x86_64__)
extern const struct matchd_taps matchd_taps_sse42;
extern const struct matchd_taps matchd_taps_avx2;
extern const struct matchd_taps matchd_taps_avx512;
#elif defined(__aarch64__)
extern const struct matchd_taps matchd_taps_neon;
#endif

#endif
