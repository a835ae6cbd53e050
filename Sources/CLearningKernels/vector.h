/// Sixteen floats at a time, whatever the CPU's registers are: the compiler splits them as it has to.
#ifndef VECTOR_H
#define VECTOR_H

#include "learning_kernels.h"
#include <string.h>

// A function marked WIDE is compiled for several instruction sets. Only the C library of GNU lets the loader choose.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__clang__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float v16 __attribute__((ext_vector_type(16)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef uint32_t u16 __attribute__((ext_vector_type(16)));

/// As a macro, since a function that returned a vector wider than the registers would have no fixed way to do so.
#define SPLAT(x) ((v16)(x))
#define BITS(x) __builtin_bit_cast(i16, x)
#define FLOATS(x) __builtin_bit_cast(v16, x)
#define SELECT(mask, a, b) FLOATS((BITS(a) & (mask)) | (BITS(b) & ~(mask)))

INLINE void load(v16 *to, const float *p) { memcpy(to, p, sizeof *to); }
INLINE void store(float *p, const v16 *from) { memcpy(p, from, sizeof *from); }

/// The first n of sixteen, the others 0.
INLINE void load_some(v16 *to, const float *p, size_t n) {
    if (n == 16) {
        memcpy(to, p, sizeof *to);
        return;
    }
    *to = SPLAT(0.0f);
    memcpy(to, p, n * sizeof(float));
}
INLINE void store_some(float *p, const v16 *from, size_t n) {
    // A constant length is one store; any other is a call, which only the last part of an array costs.
    if (n == 16) {
        memcpy(p, from, sizeof *from);
        return;
    }
    memcpy(p, from, n * sizeof(float));
}

INLINE float horizontal_sum(const v16 *x) {
    float s[16];
    memcpy(s, x, sizeof s);
    for (int width = 8; width; width /= 2)
        for (int i = 0; i < width; i++) s[i] += s[i + width];
    return s[0];
}
INLINE float horizontal_max(const v16 *x) {
    float s[16];
    memcpy(s, x, sizeof s);
    for (int width = 8; width; width /= 2)
        for (int i = 0; i < width; i++) s[i] = s[i] > s[i + width] ? s[i] : s[i + width];
    return s[0];
}

/// Runs `body` with v = sixteen of x, i their place and w how many of them there are, then writes v to y.
#define MAP(y, x, n, body)                                                                                             \
    do {                                                                                                               \
        size_t i = 0;                                                                                                  \
        for (; i + 16 <= (n); i += 16) {                                                                               \
            const size_t w = 16;                                                                                       \
            v16 v;                                                                                                     \
            load_some(&v, (x) + i, w);                                                                                         \
            (void)w;                                                                                                   \
            body;                                                                                                      \
            store_some((y) + i, &v, w);                                                                                        \
        }                                                                                                              \
        if (i < (n)) {                                                                                                 \
            const size_t w = (n) - i;                                                                                  \
            v16 v;                                                                                                     \
            load_some(&v, (x) + i, w);                                                                                 \
            (void)w;                                                                                                   \
            body;                                                                                                      \
            store_some((y) + i, &v, w);                                                                                \
        }                                                                                                              \
    } while (0)

#endif
