#include "vector.h"

/// Four rows of C at a time, thirty-two columns of them in registers; A is read in either order, B row by row.
INLINE void block(
    size_t rows, size_t width, size_t k, float alpha, const float *a, size_t row_step, size_t step, const float *b,
    size_t ldb, float *c, size_t ldc) {
    v16 sums[4][2], b0, b1 = SPLAT(0.0f), old;
    for (int r = 0; r < 4; r++) sums[r][0] = sums[r][1] = SPLAT(0.0f);
    size_t first = width < 16 ? width : 16, second = width - first;
    for (size_t p = 0; p < k; p++) {
        load_some(&b0, b + p * ldb, first);
        if (second) load_some(&b1, b + p * ldb + 16, second);
        for (size_t r = 0; r < rows; r++) {
            float factor = a[r * row_step + p * step];
            sums[r][0] += b0 * factor;
            sums[r][1] += b1 * factor;
        }
    }
    for (size_t r = 0; r < rows; r++) {
        load_some(&old, c + r * ldc, first);
        old += sums[r][0] * alpha;
        store_some(c + r * ldc, &old, first);
        if (!second) continue;
        load_some(&old, c + r * ldc + 16, second);
        old += sums[r][1] * alpha;
        store_some(c + r * ldc + 16, &old, second);
    }
}

/// Rows of B that are columns in memory: C[i, j] is a product of two rows.
INLINE float product(const float *x, size_t step, const float *y, size_t n) {
    v16 sum = SPLAT(0.0f), u, v;
    size_t i = 0;
    if (step == 1) {
        for (; i + 16 <= n; i += 16) {
            load(&u, x + i);
            load(&v, y + i);
            sum += u * v;
        }
    }
    float total = horizontal_sum(&sum);
    for (; i < n; i++) total += x[i * step] * y[i];
    return total;
}

WIDE void lk_gemm(
    int transpose_a, int transpose_b, size_t m, size_t n, size_t k, float alpha, const float *a, size_t lda,
    const float *b, size_t ldb, float beta, float *c, size_t ldc) {
    for (size_t row = 0; row < m; row++) {
        float *line = c + row * ldc;
        if (beta == 0.0f) memset(line, 0, n * sizeof(float));
        else if (beta != 1.0f) MAP(line, line, n, v *= beta);
    }
    const size_t row_step = transpose_a ? 1 : lda, step = transpose_a ? lda : 1;
    if (transpose_b) {
        for (size_t row = 0; row < m; row++)
            for (size_t column = 0; column < n; column++)
                c[row * ldc + column] += alpha * product(a + row * row_step, step, b + column * ldb, k);
        return;
    }
    for (size_t column = 0; column < n; column += 32) {
        size_t width = n - column < 32 ? n - column : 32;
        for (size_t row = 0; row < m; row += 4) {
            size_t rows = m - row < 4 ? m - row : 4;
            const float *from = a + row * row_step;
            float *to = c + row * ldc + column;
            if (rows == 4 && width == 32) block(4, 32, k, alpha, from, row_step, step, b + column, ldb, to, ldc);
            else block(rows, width, k, alpha, from, row_step, step, b + column, ldb, to, ldc);
        }
    }
}
