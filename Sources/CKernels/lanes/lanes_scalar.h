/* One float at a time. */
#define LANES 1
typedef float vec;

static inline vec load(const float *from) { return *from; }
static inline void store(float *to, vec value) { *to = value; }
static inline vec splat(float value) { return value; }
static inline void transpose(vec tile[LANES]) { (void)tile; }
