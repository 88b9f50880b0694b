/* sum / count as IEEE 754 rounds it, for any of the lanes_*.h: included after one of them. Where the machine
 * has a fused multiply-add, the includer defines MULTIPLY_ADD(a, b, c) = a * b + c and MULTIPLY_SUBTRACT for
 * c - a * b, and a product is corrected once instead of dividing (Markstein, "Computation of elementary
 * functions on the IBM RISC System/6000 processor", 1990), in a third of the time.
 *
 * Why it is the same number, for whole counts up to 2^20 and sums that are 0 or 2^-100 ... 2^100 in size: let
 * u = 2^-24 and call the last place of the quotient 1.
 *   - reciprocal = (1/count)(1 + d), |d| <= u, so `near` is within 1.5 of sum / count.
 *   - `left` = sum - near * count is exact: a multiple of 1/2 of at most 1.5 * count.
 *   - near + left * reciprocal differs from sum / count by 1.5 u before it is rounded.
 *   - Rounding could then differ only if sum / count were that close to the middle m of two neighbours. But
 *     sum and m * count are multiples of 1/2, and not equal: 2m is odd and has 25 digits, so that m * count
 *     has more than a float. So |sum / count - m| >= 1 / (2 count) > 1.5 u. */

#ifdef MULTIPLY_ADD
static inline vec quotient(vec sum, float count, float reciprocal) {
  vec near = sum * splat(reciprocal);
  vec left = MULTIPLY_SUBTRACT(near, splat(count), sum);
  return MULTIPLY_ADD(left, splat(reciprocal), near);
}
#else
static inline vec quotient(vec sum, float count, float reciprocal) {
  (void)reciprocal;
  return sum / splat(count);
}
#endif
