/* The directories of a TIFF file (TIFF 6.0, section 2; BigTIFF), walked without libtiff. */
#ifndef MATCHD_TIFF_DIRECTORIES_H
#define MATCHD_TIFF_DIRECTORIES_H
#include "CTIFF.h"

/* Where the directory of a picture stands; 0 where there is no such picture. The first is the one that the
 * file begins with; then come those that follow it, and those that these have below them. */
uint64_t matchd_tiff_directory(const uint8_t *bytes, size_t byte_count, uint32_t picture);

#endif
