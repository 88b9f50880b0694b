/* What decoding a JPEG holds at once. */
#ifndef MATCHD_JPEG_MEMORY_H
#define MATCHD_JPEG_MEMORY_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

/* Bytes of coefficients that libjpeg keeps of a picture whose rows cannot be made before the last scan; 0 of
 * any other. Call once the header is read. */
uint64_t matchd_jpeg_held_byte_count(j_decompress_ptr info);

#endif
