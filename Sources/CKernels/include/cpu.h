/* Instruction-set levels. A variant belongs to one level; a machine supports a set of levels. */
#ifndef MATCHD_CPU_H
#define MATCHD_CPU_H

#define MATCHD_LEVEL_SCALAR 0
#define MATCHD_LEVEL_NEON 1
#define MATCHD_LEVEL_SSE42 2
#define MATCHD_LEVEL_AVX2 3
#define MATCHD_LEVEL_AVX512 4       /* F, BW, DQ, VL */
#define MATCHD_LEVEL_AVX512POPCNT 5 /* the same and VPOPCNTDQ, BITALG */
#define MATCHD_LEVEL_COUNT 6

/* 1 if this machine (processor and operating system) can run `level`, else 0. */
int matchd_cpu_supports(int level);

#endif
