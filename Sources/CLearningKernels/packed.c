#include "vector.h"

/// Columns of a panel: two of sixteen.
#define PANEL 32

size_t lk_packed_size(size_t k, size_t n) { return (n + PANEL - 1) / PANEL * PANEL * k; }

void lk_pack(float *packed, const float *b, size_t ldb, int transposed, size_t k, size_t n) {
    for (size_t start = 0; start < n; start += PANEL) {
        size_t width = n - start < PANEL ? n - start : PANEL;
        float *panel = packed + start * k;
        if (width < PANEL) memset(panel, 0, k * PANEL * sizeof(float));
        if (!transposed) {
            for (size_t p = 0; p < k; p++) memcpy(panel + p * PANEL, b + p * ldb + start, width * sizeof(float));
            continue;
        }
        for (size_t p = 0; p < k; p++)
            for (size_t j = 0; j < width; j++) panel[p * PANEL + j] = b[(start + j) * ldb + p];
    }
}

/// Some rows of C times one or two registers of columns, which stay in registers for all of k.
INLINE void tile(
    const size_t rows, const int registers, size_t k, const float *a, size_t lda, const float *panel, float *c,
    size_t ldc, size_t width) {
    v16 sums[8][2], b[2], old;
    for (size_t r = 0; r < rows; r++) sums[r][0] = sums[r][1] = SPLAT(0.0f);
    for (size_t p = 0; p < k; p++) {
        for (int j = 0; j < registers; j++) load(&b[j], panel + p * PANEL + 16 * j);
        for (size_t r = 0; r < rows; r++) {
            float factor = a[r * lda + p];
            for (int j = 0; j < registers; j++) sums[r][j] += b[j] * factor;
        }
    }
    for (size_t r = 0; r < rows; r++) {
        for (int j = 0; j < registers && width > (size_t)(16 * j); j++) {
            size_t w = width - 16 * j < 16 ? width - 16 * j : 16;
            load_some(&old, c + r * ldc + 16 * j, w);
            old += sums[r][j];
            store_some(c + r * ldc + 16 * j, &old, w);
        }
    }
}

/// All rows against one panel. `height` rows at a time, a constant wherever this is inlined.
INLINE void panel_product(
    const size_t height, const int registers, size_t m, size_t k, const float *a, size_t lda, const float *panel,
    float *c, size_t ldc, size_t width) {
    size_t row = 0;
    for (; row + height <= m; row += height)
        tile(height, registers, k, a + row * lda, lda, panel, c + row * ldc, ldc, width);
    for (; row + 4 <= m; row += 4) tile(4, registers, k, a + row * lda, lda, panel, c + row * ldc, ldc, width);
    for (; row < m; row++) tile(1, registers, k, a + row * lda, lda, panel, c + row * ldc, ldc, width);
}

/// For CPUs with 32 registers of sixteen floats.
INLINE void wide(
    size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, float *c, size_t ldc) {
    for (size_t start = 0; start < n; start += PANEL)
        panel_product(
            8, 2, m, k, a, lda, packed + start * k, c + start, ldc, n - start < PANEL ? n - start : PANEL);
}

/// For those with 16 of eight, or less.
INLINE void narrow(
    size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, float *c, size_t ldc) {
    for (size_t start = 0; start < n; start += 16) {
        const float *panel = packed + start / PANEL * PANEL * k + start % PANEL;
        panel_product(5, 1, m, k, a, lda, panel, c + start, ldc, n - start < 16 ? n - start : 16);
    }
}

#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v4"), min_vector_width(512))) static void product_v4(
    size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, float *c, size_t ldc) {
    wide(m, n, k, a, lda, packed, c, ldc);
}
__attribute__((target("arch=x86-64-v3"))) static void product_v3(
    size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, float *c, size_t ldc) {
    narrow(m, n, k, a, lda, packed, c, ldc);
}
#endif

void lk_packed_product(
    size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, float *c, size_t ldc) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd"))
        return product_v4(m, n, k, a, lda, packed, c, ldc);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        return product_v3(m, n, k, a, lda, packed, c, ldc);
#endif
    narrow(m, n, k, a, lda, packed, c, ldc);
}
