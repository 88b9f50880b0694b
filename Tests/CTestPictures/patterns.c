#include <math.h>

#include "scenes.h"

enum profile { SQUARE, SINE, RAMP, PROFILE_COUNT };

/* 0...1 over a period of 1. */
static float wave(enum profile profile, float phase) {
  const float part = phase - floorf(phase);
  switch (profile) {
    case SQUARE: return part < 0.5f ? 0 : 1;
    case SINE: return 0.5f + 0.5f * sinf(6.2831853f * part);
    default: return part;
  }
}

/* Stripes across the direction (du, dv), bent, over light that changes softly. */
struct slats {
  struct colour dark, light;
  enum profile profile;
  float du, dv, bend, shadow;
  uint64_t salt;
};

/* So many stripes to the side that their period is 2 pixels to a quarter of it, each octave as likely. */
static float stripe_count(const struct canvas *canvas, uint64_t *random) {
  const float side = (float)(canvas->width < canvas->height ? canvas->width : canvas->height);
  return 4 * powf(side / 8, random_between(random, 0, 1));
}

static struct colour slat_shade(const void *context, float u, float v) {
  const struct slats *slats = context;
  const float phase = slats->du * u + slats->dv * v + slats->bend * sinf(3 * (u + v));
  struct colour colour = colour_between(slats->dark, slats->light, wave(slats->profile, phase));
  const float shadow = slats->shadow * lattice_noise(3 * u, 3 * v, slats->salt);
  for (int c = 0; c < 3; c++) colour.value[c] += shadow;
  return colour;
}

void draw_slats(const struct canvas *canvas, uint64_t *random) {
  const float angle = random_between(random, 0, 3.1415927f), count = stripe_count(canvas, random);
  struct slats slats = {
      .profile = (enum profile)random_below(random, PROFILE_COUNT), .du = count * cosf(angle),
      .dv = count * sinf(angle), .salt = random_next(random)};
  const int kind = random_below(random, 3);
  slats.dark = kind == 0 ? gray_of(random_between(random, 0, 110)) : random_pure_colour(random);
  slats.light = kind == 0 ? gray_of(random_between(random, 140, 255)) : random_colour(random);
  slats.bend = random_below(random, 2) ? random_between(random, 0, count / 4) : 0;
  slats.shadow = random_below(random, 2) ? random_between(random, 0, 150) : 0;
  fill_by(canvas, slat_shade, &slats);
  add_noise(canvas, random, random_below(random, 2) ? random_between(random, 0, 8) : 0, 0);
}

struct grating {
  struct colour dark, light;
  enum { ZONES, CROSSED, CHESSBOARD, GRATING_COUNT } kind;
  enum profile profile;
  float count, second, u, v;
};

static struct colour grating_shade(const void *context, float u, float v) {
  const struct grating *grating = context;
  const float du = u - grating->u, dv = v - grating->v;
  float part;
  if (grating->kind == ZONES) {
    part = wave(grating->profile, grating->count * (du * du + dv * dv));
  } else {
    const float a = wave(grating->profile, grating->count * u);
    const float b = wave(grating->profile, grating->second * v);
    part = grating->kind == CROSSED ? (a + b) / 2 : fabsf(a - b);
  }
  return colour_between(grating->dark, grating->light, part);
}

void draw_grating(const struct canvas *canvas, uint64_t *random) {
  const struct grating grating = {
      .dark = random_below(random, 2) ? gray_of(0) : random_colour(random),
      .light = random_below(random, 2) ? gray_of(255) : random_colour(random),
      .kind = random_below(random, GRATING_COUNT), .profile = (enum profile)random_below(random, 2),
      .count = stripe_count(canvas, random), .second = stripe_count(canvas, random),
      .u = random_between(random, 0, 1), .v = random_between(random, 0, 1)};
  fill_by(canvas, grating_shade, &grating);
}

struct gradient {
  struct colour from, to;
  float du, dv;
  int is_round;
};

static struct colour gradient_shade(const void *context, float u, float v) {
  const struct gradient *gradient = context;
  const float a = u - gradient->du, b = v - gradient->dv;
  const float part = gradient->is_round ? sqrtf(a * a + b * b) : 0.5f + a * gradient->dv - b * gradient->du;
  return colour_between(gradient->from, gradient->to, part);
}

void draw_gradient(const struct canvas *canvas, uint64_t *random) {
  const struct gradient gradient = {
      .from = random_colour(random), .to = random_colour(random), .du = random_between(random, 0, 1),
      .dv = random_between(random, 0, 1), .is_round = random_below(random, 2)};
  fill_by(canvas, gradient_shade, &gradient);
  if (random_below(random, 2)) add_noise(canvas, random, random_between(random, 0, 6), 0);
}

void draw_flat(const struct canvas *canvas, uint64_t *random) {
  const struct colour colour = random_below(random, 3) ? random_colour(random) : random_pure_colour(random);
  fill_rectangle(canvas, 0, 0, 1, 1, colour);
  add_noise(canvas, random, random_between(random, 0, 30), random_below(random, 2));
}

void draw_noise(const struct canvas *canvas, uint64_t *random) {
  fill_rectangle(canvas, 0, 0, 1, 1, gray_of(random_between(random, 90, 165)));
  add_noise(canvas, random, random_between(random, 40, 400), random_below(random, 2));
}
