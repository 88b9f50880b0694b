#pragma STDC FP_CONTRACT OFF
#include "CTestSupport.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void fill_luma(const uint8_t *samples, size_t pixel_count, int channel_count, float *luma) {
  for (size_t i = 0; i < pixel_count; i++) {
    const uint8_t *pixel = samples + i * (size_t)channel_count;
    luma[i] = (float)pixel[0];
    if (channel_count == 3) luma[i] = 0.299f * luma[i] + 0.587f * (float)pixel[1] + 0.114f * (float)pixel[2];
  }
}

/* One box blur of a line, in the reference's four phases. */
static void box(const float *in, float *out, int length, size_t stride, int window) {
  int half = (window + 2) / 2;
  int left = 0, right = 0, target = 0, size = 0;
  float sum = 0;
  for (int i = 0; i < half - 1; i++) { /* fill up, nothing to write yet */
    sum += in[(size_t)right++ * stride];
    size++;
  }
  for (int i = 0; i < window - half + 1; i++) { /* write while the window grows */
    sum += in[(size_t)right++ * stride];
    size++;
    out[(size_t)target++ * stride] = sum / (float)size;
  }
  for (int i = 0; i < length - window; i++) { /* the full window slides */
    sum += in[(size_t)right++ * stride];
    sum -= in[(size_t)left++ * stride];
    out[(size_t)target++ * stride] = sum / (float)size;
  }
  for (int i = 0; i < half - 1; i++) { /* it shrinks at the end */
    sum -= in[(size_t)left++ * stride];
    size--;
    out[(size_t)target++ * stride] = sum / (float)size;
  }
}

static int window_of(int length) { return (length + 127) / 128; }

static void blur_twice(float *plane, float *other, int width, int height) {
  for (int pass = 0; pass < 2; pass++) {
    for (size_t y = 0; y < (size_t)height; y++) {
      box(plane + y * (size_t)width, other + y * (size_t)width, width, 1, window_of(width));
    }
    for (size_t x = 0; x < (size_t)width; x++) {
      box(other + x, plane + x, height, (size_t)width, window_of(height));
    }
  }
}

static void decimate(const float *plane, int width, int height, float *matrix) {
  for (int i = 0; i < 64; i++) {
    int y = (int)(((i + 0.5) * height) / 64);
    for (int j = 0; j < 64; j++) {
      int x = (int)(((j + 0.5) * width) / 64);
      matrix[i * 64 + j] = plane[(size_t)y * (size_t)width + (size_t)x];
    }
  }
}

static void reduce(const uint8_t *samples, int width, int height, int channel_count, float *matrix) {
  size_t count = (size_t)width * (size_t)height;
  if (width == 64 && height == 64) {
    fill_luma(samples, count, channel_count, matrix);
    return;
  }
  float *plane = malloc(2 * count * sizeof(float));
  if (plane == NULL) abort();
  fill_luma(samples, count, channel_count, plane);
  blur_twice(plane, plane + count, width, height);
  decimate(plane, width, height, matrix);
  free(plane);
}

static void transform(const float *matrix, float *coefficients) {
  const float scale = (float)sqrt(2.0 / 64.0);
  float basis[16][64], half[16][64];
  for (int i = 0; i < 16; i++) {
    for (int j = 0; j < 64; j++) {
      basis[i][j] = (float)((double)scale * cos((3.14159265358979323846 / 2 / 64.0) * (i + 1) * (2 * j + 1)));
    }
  }
  for (int i = 0; i < 16; i++) {
    for (int j = 0; j < 64; j++) {
      float sum = 0;
      for (int k = 0; k < 64; k++) sum += basis[i][k] * matrix[k * 64 + j];
      half[i][j] = sum;
    }
  }
  for (int i = 0; i < 16; i++) {
    for (int j = 0; j < 16; j++) {
      float sum = 0;
      for (int k = 0; k < 64; k++) sum += half[i][k] * basis[j][k];
      coefficients[i * 16 + j] = sum;
    }
  }
}

static int compare(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* Bit k: coefficient k is above the lower median, which is what the reference's Torben search returns. */
static void set_bits(const float *coefficients, uint64_t words[4]) {
  float sorted[256];
  memcpy(sorted, coefficients, sizeof sorted);
  qsort(sorted, 256, sizeof(float), compare);
  memset(words, 0, 4 * sizeof words[0]);
  for (int k = 0; k < 256; k++) {
    if (coefficients[k] > sorted[127]) words[k / 64] |= (uint64_t)1 << (k % 64);
  }
}

static int gradient(float u, float v) { return abs((int)(((u - v) * 100) / 255)); }

static int quality_of(const float *matrix) {
  int sum = 0;
  for (int i = 0; i < 63; i++) {
    for (int j = 0; j < 64; j++) sum += gradient(matrix[i * 64 + j], matrix[(i + 1) * 64 + j]);
  }
  for (int i = 0; i < 64; i++) {
    for (int j = 0; j < 63; j++) sum += gradient(matrix[i * 64 + j], matrix[i * 64 + j + 1]);
  }
  return sum / 90 > 100 ? 100 : sum / 90;
}

void matchd_reference_pdq(const uint8_t *samples, int width, int height, int channel_count,
                          struct matchd_reference *result) {
  reduce(samples, width, height, channel_count, result->matrix);
  transform(result->matrix, result->coefficients);
  set_bits(result->coefficients, result->words);
  result->quality = quality_of(result->matrix);
}
