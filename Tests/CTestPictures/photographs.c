#include <math.h>

#include "scenes.h"

enum { OBJECT_COUNT = 14 };

struct object {
  float u, v, radius, is_round;
  struct colour colour;
};

struct photograph {
  struct colour top, bottom;
  float relief, texture, contrast, vividness;
  struct object objects[OBJECT_COUNT];
  uint64_t salt;
};

static struct photograph compose(uint64_t *random) {
  struct photograph picture = {.top = random_colour(random), .bottom = random_colour(random)};
  picture.relief = random_between(random, 60, 200);
  picture.texture = random_between(random, 0, 60);
  picture.contrast = 1;
  picture.vividness = random_between(random, 0.2f, 0.9f);
  picture.salt = random_next(random);
  for (int i = 0; i < OBJECT_COUNT; i++) {
    picture.objects[i] = (struct object){
        .u = random_between(random, 0, 1), .v = random_between(random, 0, 1),
        .radius = random_between(random, 0.02f, 0.2f), .is_round = (float)random_below(random, 2),
        .colour = random_colour(random)};
  }
  return picture;
}

static int covers(const struct object *object, float u, float v) {
  const float du = fabsf(u - object->u), dv = fabsf(v - object->v);
  if (object->is_round > 0) return du * du + dv * dv < object->radius * object->radius;
  return du < object->radius && dv < object->radius / 2;
}

static struct colour shade(const void *context, float u, float v) {
  const struct photograph *picture = context;
  struct colour colour = colour_between(picture->top, picture->bottom, v);
  const float relief = 0.6f * lattice_noise(4 * u, 4 * v, picture->salt) +
                       0.3f * lattice_noise(15 * u, 15 * v, picture->salt + 1);
  const float texture = lattice_noise(70 * u, 70 * v, picture->salt + 2);
  for (int i = 0; i < OBJECT_COUNT; i++) {
    if (!covers(&picture->objects[i], u, v)) continue;
    colour = colour_between(colour, picture->objects[i].colour, 0.7f);
  }
  const float light = relief * picture->relief + texture * picture->texture;
  const float mean = (colour.value[0] + colour.value[1] + colour.value[2]) / 3;
  for (int c = 0; c < 3; c++) {
    const float value = mean + (colour.value[c] - mean) * picture->vividness + light;
    colour.value[c] = 128 + (value - 128) * picture->contrast;
  }
  return colour;
}

void draw_photograph(const struct canvas *canvas, uint64_t *random) {
  const struct photograph picture = compose(random);
  fill_by(canvas, shade, &picture);
  add_noise(canvas, random, random_between(random, 0, 14), 0);
}

void draw_saturated(const struct canvas *canvas, uint64_t *random) {
  struct photograph picture = compose(random);
  picture.contrast = random_between(random, 1.2f, 2.5f);
  picture.vividness = random_between(random, 1.5f, 4);
  fill_by(canvas, shade, &picture);
  add_noise(canvas, random, random_between(random, 0, 40), 1);
}
