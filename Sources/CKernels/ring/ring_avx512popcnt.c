#if defined(__x86_64__)
#include <immintrin.h>

#include "variants.h"

#pragma clang attribute push(                                                                            \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bitalg,popcnt,bmi"))), \
    apply_to = function)

static inline uint32_t near_lanes(const uint8_t *line, uint16_t signature, uint32_t limit) {
  __m512i v = _mm512_xor_si512(_mm512_set1_epi16((short)signature), _mm512_loadu_si512(line));
  return _mm512_cmple_epu16_mask(_mm512_popcnt_epi16(v), _mm512_set1_epi16((short)limit));
}

#include "walk.h"

#pragma clang attribute pop

const struct matchd_ring_kernels matchd_ring_avx512popcnt = {MATCHD_LEVEL_AVX512POPCNT, search};
#endif
