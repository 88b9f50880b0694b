/* What the fuzz targets of worker programs' decoders have in common. */
#ifndef FUZZ_PICTURES_H
#define FUZZ_PICTURES_H
#include "codec.h"

/* Decodes the pictures of a file, up to some twenty small ones, and frees the codec. */
void fuzz_pictures(matchd_codec *codec, int64_t picture_count, const uint8_t *bytes, size_t byte_count);

#endif
