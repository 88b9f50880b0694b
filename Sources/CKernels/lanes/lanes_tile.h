/* Tiles of LANES x LANES floats, for any of the lanes_*.h: included after one of them.
 *
 * Each lanes_*.h gives one machine's vector of floats, under the same names:
 *
 *   LANES               floats in a vector; divides 16
 *   vec                 the vector; + - * / work lane by lane
 *   load, store         any alignment
 *   splat               the same float in every lane
 *   transpose(tile)     rows of a LANES x LANES tile become columns
 *
 * The includer has named the target (pragma clang attribute) and included the intrinsics. */

static inline void load_transposed(vec tile[LANES], const float *corner, size_t stride) {
#pragma clang loop unroll(full)
  for (size_t row = 0; row < LANES; row++) tile[row] = load(corner + row * stride);
  transpose(tile);
}

static inline void store_transposed(vec tile[LANES], float *corner, size_t stride) {
  transpose(tile);
#pragma clang loop unroll(full)
  for (size_t row = 0; row < LANES; row++) store(corner + row * stride, tile[row]);
}
