/* Signs that the data of a JPEG's pixels are not those that were written, although they decode. */
#ifndef MATCHD_JPEG_DAMAGE_H
#define MATCHD_JPEG_DAMAGE_H
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "codec_format.h"

/* Notes the damage that the warning which libjpeg is giving speaks of, if it does. */
void matchd_jpeg_note_warning(matchd_codec *codec, j_decompress_ptr info);

/* Whether a progressive picture lacks bits of its first `coefficient_count` coefficients, in zigzag order, of
 * some component: scans that were written are not there. Call once all scans have been read. */
int matchd_jpeg_lacks_bits(const struct jpeg_decompress_struct *info, int coefficient_count);

/* Notes damage where a quantiser in use is 0, which ITU-T T.81 B.2.4.1 forbids. Call once decompression has
 * started. */
void matchd_jpeg_note_quantisers(matchd_codec *codec, const struct jpeg_decompress_struct *info);

/* Notes what libjpeg gave up on behind the last row: it may be another picture, or coded data that blocks
 * were read from too early. Call once the picture was read to its end. */
void matchd_jpeg_note_end(matchd_codec *codec, const struct jpeg_decompress_struct *info);

/* Whether the file ends in more zeros than coded data do: a download into space that was set aside. */
int matchd_jpeg_ends_in_zeros(const uint8_t *bytes, size_t byte_count);

#endif
