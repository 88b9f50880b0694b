/* The variants of the hamming family, for tables.c alone. */
#ifndef MATCHD_HAMMING_VARIANTS_H
#define MATCHD_HAMMING_VARIANTS_H

#include "../include/cpu.h"
#include "../include/hamming.h"

extern const struct matchd_hamming matchd_hamming_scalar;
#if defined(__x86_64__)
extern const struct matchd_hamming matchd_hamming_avx2;
extern const struct matchd_hamming matchd_hamming_avx512;
extern const struct matchd_hamming matchd_hamming_avx512popcnt;
#endif

#endif
