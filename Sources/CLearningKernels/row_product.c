#include "vector.h"

/// Elements of x whose places are kept at a time: few enough to stay in the nearest cache.
#define CHUNK 256

/// y[0 ..< 16 registers] = or += the chosen rows of w, each times its element of x. The sums stay in registers, as many
/// as a constant wherever this is inlined.
INLINE void add_rows(
    const int registers, float *y, const float *x, const int32_t *chosen, size_t count, const float *w, size_t ldw,
    int add) {
    v16 sums[16], other;
    for (int j = 0; j < registers; j++) {
        if (add) load(&sums[j], y + 16 * j);
        else sums[j] = SPLAT(0.0f);
    }
    for (size_t p = 0; p < count; p++) {
        const float factor = x[chosen[p]];
        const float *row = w + (size_t)chosen[p] * ldw;
        for (int j = 0; j < registers; j++) {
            load(&other, row + 16 * j);
            sums[j] += other * factor;
        }
    }
    for (int j = 0; j < registers; j++) store(y + 16 * j, &sums[j]);
}

/// The same for fewer than sixteen columns, `width` of them. Sixteen are read wherever that many follow in the matrix, which
/// are `left` from w on, since a part of a register is slow to read.
INLINE void add_part_of_rows(
    float *y, const float *x, const int32_t *chosen, size_t count, const float *w, size_t ldw, size_t width,
    size_t left, int add) {
    v16 sum = SPLAT(0.0f), other;
    if (add) load_some(&sum, y, width);
    size_t p = 0;
    for (; p < count && (size_t)chosen[p] * ldw + 16 <= left; p++) {
        load(&other, w + (size_t)chosen[p] * ldw);
        sum += other * x[chosen[p]];
    }
    for (; p < count; p++) {
        load_some(&other, w + (size_t)chosen[p] * ldw, width);
        sum += other * x[chosen[p]];
    }
    store_some(y, &sum, width);
}

WIDE void lk_row_product(float *y, const float *x, const float *w, size_t ldw, size_t n, size_t k, int add) {
    int32_t chosen[CHUNK];
    for (size_t start = 0; start < k; start += CHUNK) {
        size_t length = k - start < CHUNK ? k - start : CHUNK, count = 0, column = 0;
        const float *part = w + start * ldw, *from = x + start;
        int adds = add || start > 0;
        for (size_t i = 0; i < length; i++) {
            chosen[count] = (int32_t)i;
            count += from[i] != 0.0f;
        }
        for (; column + 256 <= n; column += 256)
            add_rows(16, y + column, from, chosen, count, part + column, ldw, adds);
        for (; column + 64 <= n; column += 64)
            add_rows(4, y + column, from, chosen, count, part + column, ldw, adds);
        for (; column + 16 <= n; column += 16) add_rows(1, y + column, from, chosen, count, part + column, ldw, adds);
        if (column < n)
            add_part_of_rows(
                y + column, from, chosen, count, part + column, ldw, n - column,
                (k - start - 1) * ldw + n - column, adds);
    }
}
