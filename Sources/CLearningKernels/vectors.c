#include "vector.h"

WIDE float lk_sum(const float *x, size_t n) {
    v16 a = SPLAT(0.0f), b = SPLAT(0.0f), v, w;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        load(&v, x + i);
        load(&w, x + i + 16);
        a += v;
        b += w;
    }
    for (; i < n; i += 16) {
        load_some(&v, x + i, n - i < 16 ? n - i : 16);
        a += v;
    }
    a += b;
    return horizontal_sum(&a);
}

WIDE float lk_dot(const float *x, const float *y, size_t n) {
    v16 a = SPLAT(0.0f), b = SPLAT(0.0f), v, w;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        load(&v, x + i);
        load(&w, y + i);
        a += v * w;
        load(&v, x + i + 16);
        load(&w, y + i + 16);
        b += v * w;
    }
    for (; i < n; i += 16) {
        size_t count = n - i < 16 ? n - i : 16;
        load_some(&v, x + i, count);
        load_some(&w, y + i, count);
        a += v * w;
    }
    a += b;
    return horizontal_sum(&a);
}

WIDE int lk_all_finite(const float *x, size_t n) {
    // The exponent of a number that is not finite has all bits set.
    i16 bad = (i16)(0);
    v16 v;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        load(&v, x + i);
        bad |= (BITS(v) & 0x7f800000) == 0x7f800000;
    }
    if (i < n) {
        load_some(&v, x + i, n - i);
        bad |= (BITS(v) & 0x7f800000) == 0x7f800000;
    }
    int any = 0;
    for (int j = 0; j < 16; j++) any |= bad[j];
    return any == 0;
}

WIDE void lk_scale(float *y, float factor, size_t n) { MAP(y, y, n, v *= factor); }

WIDE void lk_axpy(float *y, const float *x, float factor, size_t n, int add) {
    if (!add) {
        MAP(y, x, n, v *= factor);
        return;
    }
    v16 old;
    MAP(y, x, n, {
        load_some(&old, y + i, w);
        v = old + v * factor;
    });
}

WIDE void lk_multiply(float *y, const float *a, const float *b, size_t n, int add) {
    v16 other, old;
    MAP(y, a, n, {
        load_some(&other, b + i, w);
        v *= other;
        if (add) {
            load_some(&old, y + i, w);
            v += old;
        }
    });
}

WIDE void lk_plus(float *y, const float *a, const float *b, size_t n) {
    v16 other;
    MAP(y, a, n, {
        load_some(&other, b + i, w);
        v += other;
    });
}
