/* The variants of the checksum family, for tables.c alone. */
#ifndef MATCHD_CHECKSUM_VARIANTS_H
#define MATCHD_CHECKSUM_VARIANTS_H

#include "../include/checksum.h"
#include "../include/cpu.h"

extern const struct matchd_checksum matchd_checksum_scalar;
#if defined(__x86_64__)
extern const struct matchd_checksum matchd_checksum_sse42;
#endif

#endif
