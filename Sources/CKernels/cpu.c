#include "cpu.h"

int matchd_cpu_supports(int level) {
  if (level == MATCHD_LEVEL_SCALAR) return 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (level) {
    case MATCHD_LEVEL_SSE42:
      return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
    case MATCHD_LEVEL_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
             __builtin_cpu_supports("popcnt");
    case MATCHD_LEVEL_AVX512POPCNT:
      if (!__builtin_cpu_supports("avx512vpopcntdq") || !__builtin_cpu_supports("avx512bitalg")) return 0;
      /* fallthrough */
    case MATCHD_LEVEL_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    default:
      return 0;
  }
#elif defined(__aarch64__)
  return level == MATCHD_LEVEL_NEON;
#else
  return 0;
#endif
}
