#include "CTestSupport.h"

static uint64_t next(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

void matchd_fill_pattern(enum matchd_pattern pattern, uint64_t seed, int width, int height, int channel_count,
                         uint8_t *samples) {
  uint64_t state = seed * 2 + 1;
  for (int i = 0; i < 8; i++) next(&state);
  const int dark = (int)(next(&state) % 256), light = (int)(next(&state) % 256);
  const int cell = 1 + (int)(next(&state) % 9);
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      for (int c = 0; c < channel_count; c++) {
        int value = dark;
        if (pattern == MATCHD_PATTERN_NOISE) value = (int)(next(&state) >> 32);
        if (pattern == MATCHD_PATTERN_GRADIENT) value = dark + x * 255 / width + y * (light + c) / height;
        if (pattern == MATCHD_PATTERN_CHECKERBOARD) value = (x / cell + y / cell + c) % 2 == 0 ? dark : light;
        *samples++ = (uint8_t)value;
      }
    }
  }
}
