#include "vector.h"

/// Columns of a panel: two of sixteen.
#define PANEL 32

size_t lk_packed_size(size_t k, size_t n) { return (n + PANEL - 1) / PANEL * PANEL * k; }

/// The place of the i-th of those that are listed, or of all.
INLINE size_t at(const int32_t *list, size_t i) { return list ? (size_t)list[i] : i; }

WIDE void lk_pack(
    float *packed, const float *b, size_t ldb, int transposed, const int32_t *rows, size_t k, const int32_t *columns,
    size_t n) {
    for (size_t start = 0; start < n; start += PANEL) {
        size_t width = n - start < PANEL ? n - start : PANEL;
        float *panel = packed + start * k;
        if (width < PANEL) memset(panel, 0, k * PANEL * sizeof(float));
        if (transposed) {
            for (size_t j = 0; j < width; j++) {
                const float *line = b + at(columns, start + j) * ldb;
                for (size_t p = 0; p < k; p++) panel[p * PANEL + j] = line[at(rows, p)];
            }
        } else if (columns) {
            for (size_t p = 0; p < k; p++) {
                const float *line = b + at(rows, p) * ldb;
                for (size_t j = 0; j < width; j++) panel[p * PANEL + j] = line[columns[start + j]];
            }
        } else if (width == PANEL) {
            // A constant length is two registers and no call.
            for (size_t p = 0; p < k; p++)
                memcpy(panel + p * PANEL, b + at(rows, p) * ldb + start, PANEL * sizeof(float));
        } else {
            for (size_t p = 0; p < k; p++)
                memcpy(panel + p * PANEL, b + at(rows, p) * ldb + start, width * sizeof(float));
        }
    }
}

/// Some rows of C times one or two registers of columns, which stay in registers for all of k. `listed` tells whether
/// the elements of a row are those that `a` lists; a constant wherever this is inlined, as `rows` and `registers` are.
INLINE void tile(
    const size_t rows, const int registers, const int listed, size_t k, const lk_left *a, size_t first,
    const float *panel, float *c, size_t ldc, size_t width, int add) {
    const float *line[8];
    const int32_t *const steps = a->steps;
    const size_t step = a->step;
    v16 sums[8][2], b[2], old;
    for (size_t r = 0; r < rows; r++) {
        line[r] = a->values + at(a->rows, first + r) * a->row_step;
        sums[r][0] = sums[r][1] = SPLAT(0.0f);
    }
    for (size_t p = 0; p < k; p++) {
        const size_t offset = listed ? (size_t)steps[p] : p * step;
        for (int j = 0; j < registers; j++) load(&b[j], panel + p * PANEL + 16 * j);
        for (size_t r = 0; r < rows; r++) {
            float factor = line[r][offset];
            for (int j = 0; j < registers; j++) sums[r][j] += b[j] * factor;
        }
    }
    for (size_t r = 0; r < rows; r++) {
        for (int j = 0; j < registers && width > (size_t)(16 * j); j++) {
            size_t w = width - 16 * j < 16 ? width - 16 * j : 16;
            if (add) {
                load_some(&old, c + r * ldc + 16 * j, w);
                sums[r][j] += old;
            }
            store_some(c + r * ldc + 16 * j, &sums[r][j], w);
        }
    }
}

/// All rows against one panel. `height` rows at a time, a constant wherever this is inlined.
INLINE void panel_product(
    const size_t height, const int registers, const int listed, size_t m, size_t k, const lk_left *a,
    const float *panel, float *c, size_t ldc, size_t width, int add) {
    size_t row = 0;
    for (; row + height <= m; row += height)
        tile(height, registers, listed, k, a, row, panel, c + row * ldc, ldc, width, add);
    for (; row + 4 <= m; row += 4) tile(4, registers, listed, k, a, row, panel, c + row * ldc, ldc, width, add);
    for (; row < m; row++) tile(1, registers, listed, k, a, row, panel, c + row * ldc, ldc, width, add);
}

/// For CPUs with 32 registers of sixteen floats.
INLINE void wide(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add) {
    for (size_t start = 0; start < n; start += PANEL) {
        const size_t width = n - start < PANEL ? n - start : PANEL;
        const float *panel = packed + start * k;
        float *to = c + start;
        if (width <= 16) {
            if (a->steps) panel_product(8, 1, 1, m, k, a, panel, to, ldc, width, add);
            else panel_product(8, 1, 0, m, k, a, panel, to, ldc, width, add);
        } else {
            if (a->steps) panel_product(8, 2, 1, m, k, a, panel, to, ldc, width, add);
            else panel_product(8, 2, 0, m, k, a, panel, to, ldc, width, add);
        }
    }
}

/// For those with 16 of eight, or less.
INLINE void narrow(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add) {
    for (size_t start = 0; start < n; start += 16) {
        const size_t width = n - start < 16 ? n - start : 16;
        const float *panel = packed + start / PANEL * PANEL * k + start % PANEL;
        if (a->steps) panel_product(5, 1, 1, m, k, a, panel, c + start, ldc, width, add);
        else panel_product(5, 1, 0, m, k, a, panel, c + start, ldc, width, add);
    }
}

#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v4"), min_vector_width(512))) static void product_v4(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add) {
    wide(m, n, k, a, packed, c, ldc, add);
}
__attribute__((target("arch=x86-64-v3"))) static void product_v3(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add) {
    narrow(m, n, k, a, packed, c, ldc, add);
}
#endif

void lk_packed_product(
    size_t m, size_t n, size_t k, const lk_left *a, const float *packed, float *c, size_t ldc, int add) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd"))
        return product_v4(m, n, k, a, packed, c, ldc, add);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        return product_v3(m, n, k, a, packed, c, ldc, add);
#endif
    narrow(m, n, k, a, packed, c, ldc, add);
}
