/* The variants of the lines family, for tables.c alone. */
#ifndef MATCHD_LINES_VARIANTS_H
#define MATCHD_LINES_VARIANTS_H

#include "../include/lines.h"
#include "../include/cpu.h"

extern const struct matchd_lines matchd_lines_scalar;
#if defined(__x86_64__)
extern const struct matchd_lines matchd_lines_sse42;
extern const struct matchd_lines matchd_lines_avx2;
extern const struct matchd_lines matchd_lines_avx512;
#elif defined(__aarch64__)
extern const struct matchd_lines matchd_lines_neon;
#endif

#endif
