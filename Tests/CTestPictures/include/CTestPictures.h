/* Harmless pictures of every kind that hashing meets, and their JPEG files, all made from seeds.
 *
 * A scene is laid out in parts of the sides, so that the same seed at another size shows the same picture:
 * a resized copy. The same seed gives the same bytes on one machine; sines may round otherwise on another. */
#ifndef MATCHD_TEST_PICTURES_H
#define MATCHD_TEST_PICTURES_H

#include <stddef.h>
#include <stdint.h>

enum matchd_scene {
  MATCHD_SCENE_PHOTOGRAPH, /* soft light, relief, objects with edges, grain */
  MATCHD_SCENE_SATURATED,  /* the same with colours driven into the ends of their range */
  MATCHD_SCENE_SLATS,      /* stripes of one angle and period: blinds, fences */
  MATCHD_SCENE_TEXT,       /* lines of signs, dark on light or the other way, also in pure colours */
  MATCHD_SCENE_LINE_ART,   /* thin lines and circles */
  MATCHD_SCENE_SCREEN,     /* windows, bars, buttons, lines of text */
  MATCHD_SCENE_FLAT,       /* one value with a little noise */
  MATCHD_SCENE_GRADIENT,
  MATCHD_SCENE_POLYGONS,   /* large areas of pure colours */
  MATCHD_SCENE_BLOCKS,     /* small squares of pure colours */
  MATCHD_SCENE_GRATING,    /* zone plates, crossed gratings, chessboards */
  MATCHD_SCENE_NOISE,
  MATCHD_SCENE_COUNT
};

/* Draws height x width RGB pixels, tightly packed; both sides are at least 16. */
void matchd_draw_scene(enum matchd_scene scene, uint64_t seed, int width, int height, uint8_t *rgb);

/* Patterns that repeat: what quality does not see, and what many harmless pictures are alike in. */
enum matchd_texture {
  MATCHD_TEXTURE_STRIPES,
  MATCHD_TEXTURE_CHECKS,
  MATCHD_TEXTURE_DOTS,
  MATCHD_TEXTURE_BRICKS,
  MATCHD_TEXTURE_WEAVE,
  MATCHD_TEXTURE_TILES, /* a few squares of any colours, over and over */
  MATCHD_TEXTURE_COUNT
};

/* Draws height x width RGB pixels, tightly packed; both sides are at least 8. */
void matchd_draw_texture(enum matchd_texture texture, uint64_t seed, int width, int height, uint8_t *rgb);

enum matchd_test_coding {
  MATCHD_TEST_BASELINE,
  MATCHD_TEST_PROGRESSIVE,      /* the usual script: DC less its lowest bit first */
  MATCHD_TEST_PROGRESSIVE_DEEP, /* DC less three bits, refined one by one, components apart */
  MATCHD_TEST_CODING_COUNT
};

struct matchd_test_jpeg {
  int quality;                 /* 1...100 */
  int columns_per_chroma;      /* 1, 2 or 4: luma samples to one of chroma, along a row */
  int rows_per_chroma;         /* 1 or 2 */
  int is_gray;
  enum matchd_test_coding coding;
  int ac_gain;                 /* 1; above, AC quantisers are written that many times too large: the decoded
                                  picture is sharper than the one that was encoded */
  int is_arithmetic;           /* instead of Huffman codes */
  int has_restarts;            /* a restart marker after each row of blocks */
};

/* Encodes RGB pixels. The caller frees *bytes. */
void matchd_encode_test_jpeg(const uint8_t *rgb, int width, int height,
                             const struct matchd_test_jpeg *options, uint8_t **bytes, size_t *byte_count);

/* One made picture as a file. */
struct matchd_test_case {
  enum matchd_scene scene;
  uint64_t seed;
  int width;
  int height;
  struct matchd_test_jpeg jpeg;
};

/* Files that show one picture: two sizes, two codings of each. */
#define MATCHD_TEST_COPIES 4

/* The case with a number, the same whatever came before: scenes in turn, sizes around every switch of a
 * decoder's scale, all qualities, samplings and codings. */
void matchd_choose_test_case(uint64_t number, struct matchd_test_case *chosen);

#endif
