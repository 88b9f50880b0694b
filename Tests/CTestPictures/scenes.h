/* The scenes by the file that draws them, for scenes.c alone. */
#ifndef MATCHD_TEST_SCENES_H
#define MATCHD_TEST_SCENES_H

#include "canvas.h"

void draw_photograph(const struct canvas *canvas, uint64_t *random);
void draw_saturated(const struct canvas *canvas, uint64_t *random);

void draw_slats(const struct canvas *canvas, uint64_t *random);
void draw_grating(const struct canvas *canvas, uint64_t *random);
void draw_gradient(const struct canvas *canvas, uint64_t *random);
void draw_flat(const struct canvas *canvas, uint64_t *random);
void draw_noise(const struct canvas *canvas, uint64_t *random);

void draw_text(const struct canvas *canvas, uint64_t *random);
void draw_line_art(const struct canvas *canvas, uint64_t *random);
void draw_screen(const struct canvas *canvas, uint64_t *random);
void draw_polygons(const struct canvas *canvas, uint64_t *random);
void draw_blocks(const struct canvas *canvas, uint64_t *random);

#endif
