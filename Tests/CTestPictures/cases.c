#include "CTestPictures.h"
#include "random.h"

/* Short sides just below and above those at which a decoder is asked for another scale. */
static int short_side(uint64_t *random) {
  static const int switches[] = {256, 511, 511, 511, 1021, 1021, 1021, 2041, 2041};
  const int count = sizeof switches / sizeof switches[0];
  const int choice = random_below(random, count + 3);
  if (choice >= count) return 400 + random_below(random, 1000);
  return switches[choice] - 3 + random_below(random, 24);
}

static void choose_size(uint64_t *random, struct matchd_test_case *chosen) {
  const int side = short_side(random);
  const int other = side + (int)((float)side * random_between(random, 0, 0.5f));
  const int is_upright = random_below(random, 3) == 0;
  chosen->width = is_upright ? side : other;
  chosen->height = is_upright ? other : side;
}

static void choose_coding(uint64_t *random, struct matchd_test_jpeg *jpeg) {
  static const int columns[] = {1, 2, 1, 2, 4}, rows[] = {1, 1, 2, 2, 1};
  const int sampling = random_below(random, 5), coding = random_below(random, 20);
  jpeg->quality = 1 + random_below(random, 100);
  jpeg->columns_per_chroma = columns[sampling];
  jpeg->rows_per_chroma = rows[sampling];
  jpeg->is_gray = random_below(random, 8) == 0;
  jpeg->coding = coding < 12   ? MATCHD_TEST_BASELINE
                 : coding < 17 ? MATCHD_TEST_PROGRESSIVE
                               : MATCHD_TEST_PROGRESSIVE_DEEP;
  jpeg->ac_gain = 1;
}

void matchd_choose_test_case(uint64_t number, struct matchd_test_case *chosen) {
  const uint64_t picture = number / MATCHD_TEST_COPIES, copy = number % MATCHD_TEST_COPIES;
  uint64_t size_random = mixed(2 * picture + copy / 2 + 1), coding_random = mixed(~number);
  chosen->scene = (enum matchd_scene)(picture % MATCHD_SCENE_COUNT);
  chosen->seed = picture;
  choose_size(&size_random, chosen);
  choose_coding(&coding_random, &chosen->jpeg);
}
