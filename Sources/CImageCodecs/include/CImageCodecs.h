#ifndef MATCHD_CIMAGECODECS_H
#define MATCHD_CIMAGECODECS_H
#include "codec_status.h"
#include "jpeg_decoder.h"
#include "png_decoder.h"
#endif
