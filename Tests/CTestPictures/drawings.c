#include <math.h>

#include "scenes.h"

/* A sign of a few strokes in a cell. */
static void draw_sign(const struct canvas *canvas, uint64_t *random, float left, float top, float width,
                      float height, float thickness, struct colour ink) {
  const int strokes = 2 + random_below(random, 3);
  for (int i = 0; i < strokes; i++) {
    const int corners = random_below(random, 16);
    const float right = width * 0.7f, down = height * 0.6f;
    draw_line(canvas, left + right * (float)(corners & 1), top + down * (float)(corners >> 1 & 1),
              left + right * (float)(corners >> 2 & 1), top + down * (float)(corners >> 3), thickness, ink);
  }
}

/* Lines of words inside a rectangle; `size` is the height of a line in parts of the picture's. */
static void draw_paragraph(const struct canvas *canvas, uint64_t *random, float left, float top, float right,
                           float bottom, float size, struct colour ink) {
  const float width = size * 0.6f * (float)canvas->height / (float)canvas->width;
  const float thickness = size * random_between(random, 0.04f, 0.12f);
  for (float v = top; v + size <= bottom; v += size * 1.2f) {
    const float missing = random_below(random, 4) ? 0 : random_between(random, 0, 0.7f);
    const float end = right - (right - left) * missing;
    for (float u = left; u + width <= end; u += width)
      if (random_below(random, 6)) draw_sign(canvas, random, u, v, width, size, thickness, ink);
  }
}

void draw_text(const struct canvas *canvas, uint64_t *random) {
  const int kind = random_below(random, 4);
  struct colour paper, ink;
  switch (kind) {
    case 0: paper = gray_of(random_between(random, 225, 255)); break;
    case 1: paper = gray_of(random_between(random, 0, 30)); break;
    case 2: paper = random_pure_colour(random); break;
    default: paper = random_colour(random); break;
  }
  switch (kind) {
    case 0: ink = gray_of(random_between(random, 0, 50)); break;
    case 1: ink = gray_of(random_between(random, 200, 255)); break;
    case 2: ink = random_pure_colour(random); break;
    default: ink = random_colour(random); break;
  }
  fill_rectangle(canvas, 0, 0, 1, 1, paper);
  draw_paragraph(canvas, random, 0.05f, 0.05f, 0.95f, 0.95f, random_between(random, 0.02f, 0.12f), ink);
}

void draw_line_art(const struct canvas *canvas, uint64_t *random) {
  const int is_inverted = random_below(random, 4) == 0;
  fill_rectangle(canvas, 0, 0, 1, 1, gray_of(is_inverted ? 0 : 255));
  const int count = 5 + random_below(random, 60);
  for (int i = 0; i < count; i++) {
    const struct colour plain = gray_of(is_inverted ? 255 : 0);
    const struct colour ink = random_below(random, 3) ? plain : random_colour(random);
    const float thickness = random_between(random, 0.001f, 0.008f);
    const float u = random_between(random, 0, 1), v = random_between(random, 0, 1);
    if (random_below(random, 2)) {
      draw_circle(canvas, u, v, random_between(random, 0.01f, 0.4f), thickness, ink);
    } else {
      draw_line(canvas, u, v, random_between(random, 0, 1), random_between(random, 0, 1), thickness, ink);
    }
  }
}

static void draw_window(const struct canvas *canvas, uint64_t *random) {
  const float left = random_between(random, 0, 0.7f), top = random_between(random, 0, 0.7f);
  const float right = left + random_between(random, 0.2f, 0.6f);
  const float bottom = top + random_between(random, 0.2f, 0.6f);
  fill_rectangle(canvas, left, top, right, bottom, gray_of(random_between(random, 200, 255)));
  fill_rectangle(canvas, left, top, right, top + 0.03f, random_colour(random));
  const int buttons = random_below(random, 6);
  for (int i = 0; i < buttons; i++) {
    const float u = left + 0.02f + 0.06f * (float)i;
    fill_rectangle(canvas, u, bottom - 0.05f, u + 0.05f, bottom - 0.02f, random_colour(random));
  }
  draw_paragraph(canvas, random, left + 0.02f, top + 0.05f, right - 0.02f, bottom - 0.07f,
                 random_between(random, 0.012f, 0.03f), gray_of(random_between(random, 0, 90)));
}

void draw_screen(const struct canvas *canvas, uint64_t *random) {
  fill_rectangle(canvas, 0, 0, 1, 1, random_colour(random));
  const int windows = 1 + random_below(random, 5);
  for (int i = 0; i < windows; i++) draw_window(canvas, random);
  fill_rectangle(canvas, 0, 0.96f, 1, 1, random_colour(random));
}

enum { HALF_PLANES = 6 };

/* The half planes that a point lies in choose its colour. */
struct polygons {
  float du[HALF_PLANES], dv[HALF_PLANES], offset[HALF_PLANES];
  struct colour colours[1 << HALF_PLANES];
};

static struct colour polygon_shade(const void *context, float u, float v) {
  const struct polygons *polygons = context;
  int index = 0;
  for (int i = 0; i < HALF_PLANES; i++)
    index |= (polygons->du[i] * u + polygons->dv[i] * v > polygons->offset[i]) << i;
  return polygons->colours[index];
}

void draw_polygons(const struct canvas *canvas, uint64_t *random) {
  struct polygons polygons;
  for (int i = 0; i < HALF_PLANES; i++) {
    const float angle = random_between(random, 0, 6.2831853f);
    polygons.du[i] = cosf(angle);
    polygons.dv[i] = sinf(angle);
    polygons.offset[i] = 0.5f * (polygons.du[i] + polygons.dv[i]) + random_between(random, -0.4f, 0.4f);
  }
  for (int i = 0; i < 1 << HALF_PLANES; i++) polygons.colours[i] = random_pure_colour(random);
  fill_by(canvas, polygon_shade, &polygons);
}

void draw_blocks(const struct canvas *canvas, uint64_t *random) {
  const int side = 1 << random_below(random, 6);
  const float u = (float)side / (float)canvas->width, v = (float)side / (float)canvas->height;
  for (float top = 0; top < 1; top += v)
    for (float left = 0; left < 1; left += u)
      fill_rectangle(canvas, left, top, left + u, top + v, random_pure_colour(random));
}
