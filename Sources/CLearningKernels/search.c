#include "vector.h"

/// Four rows at a time: each sixteen of the query are loaded once for them, and four chains of additions overlap.
WIDE void lk_rows_dot(float *products, const float *rows, size_t row_count, size_t width, const float *query) {
    size_t row = 0, whole = width & ~(size_t)15;
    for (; row + 4 <= row_count; row += 4) {
        const float *p = rows + row * width;
        v16 a = SPLAT(0.0f), b = SPLAT(0.0f), c = SPLAT(0.0f), d = SPLAT(0.0f), q, x;
        for (size_t i = 0; i < whole; i += 16) {
            load(&q, query + i);
            load(&x, p + i);
            a += x * q;
            load(&x, p + width + i);
            b += x * q;
            load(&x, p + 2 * width + i);
            c += x * q;
            load(&x, p + 3 * width + i);
            d += x * q;
        }
        if (whole < width) {
            load_some(&q, query + whole, width - whole);
            load_some(&x, p + whole, width - whole);
            a += x * q;
            load_some(&x, p + width + whole, width - whole);
            b += x * q;
            load_some(&x, p + 2 * width + whole, width - whole);
            c += x * q;
            load_some(&x, p + 3 * width + whole, width - whole);
            d += x * q;
        }
        products[row] = horizontal_sum(&a);
        products[row + 1] = horizontal_sum(&b);
        products[row + 2] = horizontal_sum(&c);
        products[row + 3] = horizontal_sum(&d);
    }
    // The same order of additions as above, so that a product does not depend on its row's place.
    for (; row < row_count; row++) {
        v16 sum = SPLAT(0.0f), q, x;
        for (size_t i = 0; i < width; i += 16) {
            size_t count = width - i < 16 ? width - i : 16;
            load_some(&q, query + i, count);
            load_some(&x, rows + row * width + i, count);
            sum += x * q;
        }
        products[row] = horizontal_sum(&sum);
    }
}

WIDE void lk_gather_dot(
    float *products, const float *rows, const int32_t *index, size_t count, size_t width, const float *query) {
    for (size_t k = 0; k < count; k++) {
        const float *p = rows + (size_t)index[k] * width;
        if (k + 1 < count) {
            const float *next = rows + (size_t)index[k + 1] * width;
            for (size_t i = 0; i < width; i += 16) __builtin_prefetch(next + i);
        }
        v16 sum = SPLAT(0.0f), q, x;
        for (size_t i = 0; i < width; i += 16) {
            size_t some = width - i < 16 ? width - i : 16;
            load_some(&q, query + i, some);
            load_some(&x, p + i, some);
            sum += x * q;
        }
        products[k] = horizontal_sum(&sum);
    }
}

/// Sums of bytes' products, which the compiler turns into the widest integer instructions that there are.
WIDE void lk_rows_dot_int8(
    int32_t *products, const int8_t *rows, size_t row_count, size_t width, const int8_t *query) {
    for (size_t row = 0; row < row_count; row++) {
        const int8_t *p = rows + row * width;
        int32_t sum = 0;
        for (size_t i = 0; i < width; i++) sum += (int32_t)p[i] * (int32_t)query[i];
        products[row] = sum;
    }
}

WIDE void lk_gather_dot_int8(
    int32_t *products, const int8_t *rows, const int32_t *index, size_t count, size_t width, const int8_t *query) {
    for (size_t k = 0; k < count; k++) {
        const int8_t *p = rows + (size_t)index[k] * width;
        if (k + 1 < count) {
            const int8_t *next = rows + (size_t)index[k + 1] * width;
            for (size_t i = 0; i < width; i += 64) __builtin_prefetch(next + i);
        }
        int32_t sum = 0;
        for (size_t i = 0; i < width; i++) sum += (int32_t)p[i] * (int32_t)query[i];
        products[k] = sum;
    }
}
