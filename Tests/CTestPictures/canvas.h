/* RGB pixels to draw on, in parts of the sides: (0, 0) is the upper left corner, (1, 1) the lower right. */
#ifndef MATCHD_TEST_CANVAS_H
#define MATCHD_TEST_CANVAS_H

#include <stdint.h>

#include "random.h"

struct canvas {
  uint8_t *rgb;
  int width, height;
};

struct colour {
  float value[3]; /* 0...255; what lies beyond is cut off when it is drawn */
};

static inline uint8_t sample_of(float value) {
  return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)(value + 0.5f);
}

static inline struct colour gray_of(float value) { return (struct colour){{value, value, value}}; }

static inline struct colour colour_between(struct colour a, struct colour b, float part) {
  for (int c = 0; c < 3; c++) a.value[c] += (b.value[c] - a.value[c]) * part;
  return a;
}

/* Any colour, or one of the eight corners of the cube. */
struct colour random_colour(uint64_t *random);
struct colour random_pure_colour(uint64_t *random);

static inline void put(const struct canvas *canvas, int x, int y, struct colour colour) {
  uint8_t *pixel = canvas->rgb + ((long)y * canvas->width + x) * 3;
  for (int c = 0; c < 3; c++) pixel[c] = sample_of(colour.value[c]);
}

/* Draws what `shade` gives for the centre of each pixel. */
typedef struct colour shade_function(const void *context, float u, float v);
void fill_by(const struct canvas *canvas, shade_function *shade, const void *context);

void fill_rectangle(const struct canvas *canvas, float left, float top, float right, float bottom,
                    struct colour colour);
void draw_line(const struct canvas *canvas, float u0, float v0, float u1, float v1, float thickness,
               struct colour colour);
void draw_circle(const struct canvas *canvas, float u, float v, float radius, float thickness,
                 struct colour colour);

/* Adds uniform noise of +-amplitude to every sample, the same to the three of a pixel unless `coloured`. */
void add_noise(const struct canvas *canvas, uint64_t *random, float amplitude, int coloured);

/* Smooth noise in -0.5 ... 0.5 on a unit lattice. */
float lattice_noise(float x, float y, uint64_t salt);

#endif
