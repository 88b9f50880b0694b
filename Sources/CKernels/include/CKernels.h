/* The hand-written inner loops of matchd: plain functions over plain pointers. No
 * allocation, no I/O, no global state.
 *
 * One folder per family (`hamming/`), one file per variant (`hamming/hamming_avx2.c`); `tables.c`
 * lists the variants of every family, best first, `scalar` last. A family's header is its contract:
 * shapes, alignment, exactness. */
#ifndef MATCHD_CKERNELS_H
#define MATCHD_CKERNELS_H

#include "box.h"
#include "checksum.h"
#include "cpu.h"
#include "dct.h"
#include "hamming.h"
#include "lines.h"
#include "luma.h"
#include "samples.h"
#include "taps.h"
#include "ring.h"

#endif
