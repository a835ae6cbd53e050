#include "vector.h"

/// Elements of a long side that are put in order at a time: little enough for the nearest cache.
#define CHUNK 256

/// Four rows of x, or one, times each column; the columns lie one after another, `k` apart.
INLINE void dots(
    const size_t rows, size_t p, float *y, size_t ldy, const float *x, size_t ldx, const float *columns, size_t k,
    int add) {
    for (size_t j = 0; j < p; j++, columns += k) {
        v16 sums[4], a, b;
        float rest[4] = {0.0f, 0.0f, 0.0f, 0.0f};
        for (size_t r = 0; r < rows; r++) sums[r] = SPLAT(0.0f);
        size_t i = 0;
        for (; i + 16 <= k; i += 16) {
            load(&b, columns + i);
            for (size_t r = 0; r < rows; r++) {
                load(&a, x + r * ldx + i);
                sums[r] += a * b;
            }
        }
        for (; i < k; i++)
            for (size_t r = 0; r < rows; r++) rest[r] += x[r * ldx + i] * columns[i];
        for (size_t r = 0; r < rows; r++) {
            float sum = horizontal_sum(&sums[r]) + rest[r];
            y[r * ldy + j] = add ? y[r * ldy + j] + sum : sum;
        }
    }
}

WIDE void lk_few_columns(
    float *y, size_t ldy, const float *x, size_t ldx, const float *w, size_t ldw, size_t m, size_t p, size_t k,
    int add) {
    float columns[LK_FEW * CHUNK];
    for (size_t start = 0; start < k; start += CHUNK) {
        const size_t length = k - start < CHUNK ? k - start : CHUNK;
        const int adds = add || start > 0;
        for (size_t i = 0; i < length; i++)
            for (size_t j = 0; j < p; j++) columns[j * length + i] = w[(start + i) * ldw + j];
        const float *from = x + start;
        size_t row = 0;
        for (; row + 4 <= m; row += 4)
            dots(4, p, y + row * ldy, ldy, from + row * ldx, ldx, columns, length, adds);
        for (; row < m; row++) dots(1, p, y + row * ldy, ldy, from + row * ldx, ldx, columns, length, adds);
    }
}

/// Thirty-two columns of one row, or `width` of them.
INLINE void terms(float *y, const float *a, const float *b, size_t ldb, size_t p, size_t width, int add) {
    v16 sums[2], v;
    const size_t first = width < 16 ? width : 16, second = width - first;
    sums[0] = sums[1] = SPLAT(0.0f);
    if (add) {
        load_some(&sums[0], y, first);
        if (second) load_some(&sums[1], y + 16, second);
    }
    for (size_t i = 0; i < p; i++) {
        load(&v, b + i * ldb);
        sums[0] += v * a[i];
        load(&v, b + i * ldb + 16);
        sums[1] += v * a[i];
    }
    store_some(y, &sums[0], first);
    if (second) store_some(y + 16, &sums[1], second);
}

WIDE void lk_few_terms(
    float *y, size_t ldy, const float *a, size_t lda, const float *b, size_t row_step, size_t step, size_t m, size_t n,
    size_t p, int add) {
    float rows[LK_FEW * CHUNK];
    for (size_t start = 0; start < n; start += CHUNK) {
        const size_t length = n - start < CHUNK ? n - start : CHUNK;
        for (size_t i = 0; i < p; i++) {
            for (size_t j = 0; j < length; j++) rows[i * CHUNK + j] = b[i * row_step + (start + j) * step];
            for (size_t j = length; j < CHUNK && j % 32; j++) rows[i * CHUNK + j] = 0.0f;
        }
        for (size_t row = 0; row < m; row++) {
            float *to = y + row * ldy + start;
            size_t column = 0;
            for (; column + 32 <= length; column += 32)
                terms(to + column, a + row * lda, rows + column, CHUNK, p, 32, add);
            if (column < length)
                terms(to + column, a + row * lda, rows + column, CHUNK, p, length - column, add);
        }
    }
}

/// One or two rows of the result, thirty-two columns of them or `width`.
INLINE void sums_of_rows(
    const size_t rows, float *y, size_t row_step, size_t step, const float *a, size_t lda, const float *b, size_t ldb,
    size_t m, size_t width, int add) {
    v16 sums[2][2], v[2];
    float all[32];
    const size_t first = width < 16 ? width : 16, second = width - first;
    for (size_t r = 0; r < rows; r++) sums[r][0] = sums[r][1] = SPLAT(0.0f);
    v[1] = SPLAT(0.0f);
    for (size_t i = 0; i < m; i++) {
        load_some(&v[0], b + i * ldb, first);
        if (second) load_some(&v[1], b + i * ldb + 16, second);
        for (size_t r = 0; r < rows; r++) {
            sums[r][0] += v[0] * a[i * lda + r];
            sums[r][1] += v[1] * a[i * lda + r];
        }
    }
    for (size_t r = 0; r < rows; r++) {
        store(all, &sums[r][0]);
        store(all + 16, &sums[r][1]);
        float *to = y + r * row_step;
        for (size_t j = 0; j < width; j++) to[j * step] = add ? to[j * step] + all[j] : all[j];
    }
}

WIDE void lk_few_rows(
    float *y, size_t row_step, size_t step, const float *a, size_t lda, const float *b, size_t ldb, size_t m, size_t n,
    size_t p, int add) {
    for (size_t column = 0; column < n; column += 32) {
        const size_t width = n - column < 32 ? n - column : 32;
        size_t row = 0;
        for (; row + 2 <= p; row += 2) {
            float *to = y + row * row_step + column * step;
            if (width == 32) sums_of_rows(2, to, row_step, step, a + row, lda, b + column, ldb, m, 32, add);
            else sums_of_rows(2, to, row_step, step, a + row, lda, b + column, ldb, m, width, add);
        }
        if (row < p)
            sums_of_rows(
                1, y + row * row_step + column * step, row_step, step, a + row, lda, b + column, ldb, m, width, add);
    }
}
