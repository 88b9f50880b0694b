#include "scenes.h"

#include "CTestPictures.h"

void matchd_draw_scene(enum matchd_scene scene, uint64_t seed, int width, int height, uint8_t *rgb) {
  static void (*const draw[MATCHD_SCENE_COUNT])(const struct canvas *, uint64_t *) = {
      [MATCHD_SCENE_PHOTOGRAPH] = draw_photograph, [MATCHD_SCENE_SATURATED] = draw_saturated,
      [MATCHD_SCENE_SLATS] = draw_slats,           [MATCHD_SCENE_TEXT] = draw_text,
      [MATCHD_SCENE_LINE_ART] = draw_line_art,     [MATCHD_SCENE_SCREEN] = draw_screen,
      [MATCHD_SCENE_FLAT] = draw_flat,             [MATCHD_SCENE_GRADIENT] = draw_gradient,
      [MATCHD_SCENE_POLYGONS] = draw_polygons,     [MATCHD_SCENE_BLOCKS] = draw_blocks,
      [MATCHD_SCENE_GRATING] = draw_grating,       [MATCHD_SCENE_NOISE] = draw_noise,
  };
  const struct canvas canvas = {rgb, width, height};
  uint64_t random = seed * 0x9e3779b97f4a7c15u + (uint64_t)scene;
  draw[scene](&canvas, &random);
}
