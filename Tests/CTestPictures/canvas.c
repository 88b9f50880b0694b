#include "canvas.h"

#include <math.h>

struct colour random_colour(uint64_t *random) {
  struct colour colour;
  for (int c = 0; c < 3; c++) colour.value[c] = random_between(random, 0, 255);
  return colour;
}

struct colour random_pure_colour(uint64_t *random) {
  struct colour colour;
  for (int c = 0; c < 3; c++) colour.value[c] = random_below(random, 2) ? 255 : 0;
  return colour;
}

void fill_by(const struct canvas *canvas, shade_function *shade, const void *context) {
  for (int y = 0; y < canvas->height; y++) {
    const float v = ((float)y + 0.5f) / (float)canvas->height;
    for (int x = 0; x < canvas->width; x++) {
      put(canvas, x, y, shade(context, ((float)x + 0.5f) / (float)canvas->width, v));
    }
  }
}

static int within(float value, int limit) {
  return value < 0 ? 0 : value > (float)limit ? limit : (int)value;
}

void fill_rectangle(const struct canvas *canvas, float left, float top, float right, float bottom,
                    struct colour colour) {
  const int x0 = within(left * (float)canvas->width, canvas->width);
  const int x1 = within(right * (float)canvas->width, canvas->width);
  const int y1 = within(bottom * (float)canvas->height, canvas->height);
  for (int y = within(top * (float)canvas->height, canvas->height); y < y1; y++)
    for (int x = x0; x < x1; x++) put(canvas, x, y, colour);
}

/* A square brush of `side` pixels. */
static void dab(const struct canvas *canvas, float x, float y, float side, struct colour colour) {
  const int x0 = within(x - side / 2, canvas->width), y0 = within(y - side / 2, canvas->height);
  const int x1 = within(x + side / 2 + 1, canvas->width), y1 = within(y + side / 2 + 1, canvas->height);
  for (int row = y0; row < y1; row++)
    for (int column = x0; column < x1; column++) put(canvas, column, row, colour);
}

void draw_line(const struct canvas *canvas, float u0, float v0, float u1, float v1, float thickness,
               struct colour colour) {
  const float w = (float)canvas->width, h = (float)canvas->height;
  const float dx = (u1 - u0) * w, dy = (v1 - v0) * h;
  const int steps = 1 + (int)fmaxf(fabsf(dx), fabsf(dy));
  for (int i = 0; i <= steps; i++) {
    const float t = (float)i / (float)steps;
    dab(canvas, u0 * w + dx * t, v0 * h + dy * t, thickness * h, colour);
  }
}

void draw_circle(const struct canvas *canvas, float u, float v, float radius, float thickness,
                 struct colour colour) {
  const float w = (float)canvas->width, h = (float)canvas->height;
  const int steps = 8 + (int)(7 * radius * h);
  for (int i = 0; i < steps; i++) {
    const float angle = 6.2831853f * (float)i / (float)steps;
    dab(canvas, u * w + radius * h * cosf(angle), v * h + radius * h * sinf(angle), thickness * h, colour);
  }
}

void add_noise(const struct canvas *canvas, uint64_t *random, float amplitude, int coloured) {
  const long count = (long)canvas->width * canvas->height;
  for (long i = 0; i < count; i++) {
    const uint64_t bits = random_next(random);
    for (int c = 0; c < 3; c++) {
      const int drawn = (int)(bits >> (coloured ? 16 * c : 0) & 0xffff) - 0x8000;
      uint8_t *sample = canvas->rgb + 3 * i + c;
      *sample = sample_of((float)*sample + amplitude * (float)drawn / 32768.0f);
    }
  }
}

static float corner(int x, int y, uint64_t salt) {
  const uint64_t key = (uint64_t)(uint32_t)x << 32 | (uint32_t)y;
  return (float)(mixed(key * 0x9e3779b97f4a7c15u + salt) >> 40) / 16777216.0f - 0.5f;
}

float lattice_noise(float x, float y, uint64_t salt) {
  const float floor_x = floorf(x), floor_y = floorf(y);
  const int column = (int)floor_x, row = (int)floor_y;
  float fx = x - floor_x, fy = y - floor_y;
  fx = fx * fx * (3 - 2 * fx);
  fy = fy * fy * (3 - 2 * fy);
  const float a = corner(column, row, salt), b = corner(column + 1, row, salt);
  const float c = corner(column, row + 1, salt), d = corner(column + 1, row + 1, salt);
  return a + (b - a) * fx + (c - a + (a - b - c + d) * fx) * fy;
}
