/* The variants of the ring family, for tables.c alone. */
#ifndef MATCHD_RING_VARIANTS_H
#define MATCHD_RING_VARIANTS_H

#include "../include/cpu.h"
#include "../include/ring.h"

extern const struct matchd_ring_kernels matchd_ring_scalar;
#if defined(__x86_64__)
extern const struct matchd_ring_kernels matchd_ring_avx2;
extern const struct matchd_ring_kernels matchd_ring_avx512;
extern const struct matchd_ring_kernels matchd_ring_avx512popcnt;
#endif

#endif
