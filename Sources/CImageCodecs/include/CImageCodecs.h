#ifndef MATCHD_CIMAGECODECS_H
#define MATCHD_CIMAGECODECS_H
#include "codec.h"
#include "formats.h"
#endif
