#include "vector.h"

/// Marks the columns of sixteen that have an element other than 0 in some row.
INLINE void mark(i16 *marks, const float *x, size_t ldx, size_t rows, size_t width) {
    i16 any = (i16)(0);
    v16 v;
    for (size_t row = 0; row < rows; row++) {
        load_some(&v, x + row * ldx, width);
        // Without the sign: −0 is 0, and what is not a number is kept.
        any |= BITS(v) & 0x7fffffff;
    }
    *marks = any;
}

WIDE size_t lk_active_columns(int32_t *list, const float *x, size_t ldx, size_t rows, size_t columns) {
    size_t count = 0;
    for (size_t start = 0; start < columns; start += 16) {
        size_t width = columns - start < 16 ? columns - start : 16;
        i16 marks;
        mark(&marks, x + start, ldx, rows, width);
        int32_t any[16];
        memcpy(any, &marks, sizeof any);
        for (size_t j = 0; j < width; j++) {
            list[count] = (int32_t)(start + j);
            count += any[j] != 0;
        }
    }
    return count;
}

void lk_spread(
    float *y, size_t ldy, const int32_t *rows, size_t m, const int32_t *columns, size_t n, const float *x, size_t ldx,
    int add) {
    for (size_t i = 0; i < m; i++) {
        float *to = y + (rows ? (size_t)rows[i] : i) * ldy;
        const float *from = x + i * ldx;
        if (!columns) lk_axpy(to, from, 1.0f, n, add);
        else if (add)
            for (size_t j = 0; j < n; j++) to[columns[j]] += from[j];
        else
            for (size_t j = 0; j < n; j++) to[columns[j]] = from[j];
    }
}
