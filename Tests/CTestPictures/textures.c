#include "CTestPictures.h"
#include "canvas.h"

#include <math.h>

enum { TILE_SIDE_MAX = 6 };

/* What repeats, over light that changes softly. Lengths are in periods. */
struct texture {
  enum matchd_texture kind;
  struct colour tile[TILE_SIDE_MAX][TILE_SIDE_MAX];
  int columns, rows;        /* of the tile, in use */
  float across, down;       /* periods to the sides */
  float lean;               /* periods across that one period down moves by */
  float u, v, size, light;
  uint64_t salt;
};

static float part_of(float length) { return length - floorf(length); }

static int place(float part, int count) {
  const int place = (int)(part * (float)count);
  return place < count ? place : count - 1;
}

/* Which colour of the tile a point of the period has. */
static struct colour pick(const struct texture *texture, float x, float y) {
  const float column = part_of(x), row = part_of(y);
  const struct colour ground = texture->tile[0][0], figure = texture->tile[0][1];
  switch (texture->kind) {
    case MATCHD_TEXTURE_STRIPES: return texture->tile[0][place(column, texture->columns)];
    case MATCHD_TEXTURE_CHECKS: return (column < 0.5f) == (row < 0.5f) ? ground : figure;
    case MATCHD_TEXTURE_DOTS: {
      const float du = column - 0.5f, dv = row - 0.5f;
      return du * du + dv * dv < texture->size * texture->size ? figure : ground;
    }
    case MATCHD_TEXTURE_BRICKS: {
      const float shifted = part_of(x + ((long)floorf(y) % 2 == 0 ? 0 : 0.5f));
      return shifted < texture->size / 4 || row < texture->size / 2 ? figure : ground;
    }
    case MATCHD_TEXTURE_WEAVE: {
      const float over = 0.5f + 0.5f * sinf(6.2831853f * x) * sinf(6.2831853f * y);
      return colour_between(ground, figure, over);
    }
    default: return texture->tile[place(row, texture->rows)][place(column, texture->columns)];
  }
}

static struct colour texture_shade(const void *context, float u, float v) {
  const struct texture *texture = context;
  const float y = texture->down * (v + texture->v);
  struct colour colour = pick(texture, texture->across * (u + texture->u) + texture->lean * y, y);
  const float light = texture->light * lattice_noise(2 * u, 2 * v, texture->salt);
  for (int c = 0; c < 3; c++) colour.value[c] += light;
  return colour;
}

static void dye(struct texture *texture, uint64_t *random) {
  const int is_pure = random_below(random, 3) == 0;
  for (int row = 0; row < TILE_SIDE_MAX; row++) {
    for (int column = 0; column < TILE_SIDE_MAX; column++) {
      texture->tile[row][column] = is_pure ? random_pure_colour(random) : random_colour(random);
    }
  }
}

/* Two to sixty periods, each octave as likely, and no more than one to two pixels. */
static float period_count(uint64_t *random, int side) {
  return 2 * powf(fminf(30, (float)side / 4), random_between(random, 0, 1));
}

void matchd_draw_texture(enum matchd_texture kind, uint64_t seed, int width, int height, uint8_t *rgb) {
  const struct canvas canvas = {rgb, width, height};
  uint64_t random = mixed(seed) + (uint64_t)kind;
  struct texture texture = {
      .kind = kind, .columns = 2 + random_below(&random, TILE_SIDE_MAX - 1),
      .rows = 2 + random_below(&random, TILE_SIDE_MAX - 1)};
  dye(&texture, &random);
  texture.across = period_count(&random, width);
  texture.down = texture.across * (float)height / (float)width * random_between(&random, 0.7f, 1.4f);
  texture.lean = random_below(&random, 2) ? random_between(&random, -1, 1) : 0;
  texture.u = random_between(&random, 0, 1);
  texture.v = random_between(&random, 0, 1);
  texture.size = random_between(&random, 0.15f, 0.48f);
  texture.light = random_below(&random, 2) ? random_between(&random, 0, 60) : 0;
  texture.salt = random_next(&random);
  fill_by(&canvas, texture_shade, &texture);
  add_noise(&canvas, &random, random_below(&random, 2) ? random_between(&random, 0, 10) : 0, 0);
}
