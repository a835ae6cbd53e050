#include "elementary.h"
#include <math.h>

INLINE float row_max(const float *x, size_t n) {
    v16 best = SPLAT(-__builtin_inff()), v;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        load(&v, x + i);
        best = SELECT(v > best, v, best);
    }
    float result = horizontal_max(&best);
    for (; i < n; i++) result = x[i] > result ? x[i] : result;
    return result;
}

/// The first place of a value; 0 where it is nowhere.
INLINE size_t first_place(const float *x, size_t n, float value) {
    const v16 wanted = SPLAT(value);
    v16 v;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        load(&v, x + i);
        if (__builtin_reduce_or(v == wanted)) break;
    }
    for (; i < n; i++)
        if (x[i] == value) return i;
    return 0;
}

WIDE void lk_rows_first_maximum(int32_t *places, const float *x, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        const float *from = x + row * columns;
        places[row] = (int32_t)first_place(from, columns, row_max(from, columns));
    }
}

/// y = e^(x − shift), and its sum.
INLINE float exp_and_sum(float *y, const float *x, float shift, size_t n) {
    v16 sum = SPLAT(0.0f);
    float rest = 0;
    size_t i = 0;
    v16 v;
    for (; i + 16 <= n; i += 16) {
        load(&v, x + i);
        v -= shift;
        exp16(&v);
        store(y + i, &v);
        sum += v;
    }
    if (i < n) {
        load_some(&v, x + i, n - i);
        v -= shift;
        exp16(&v);
        store_some(y + i, &v, n - i);
        for (size_t j = 0; j < n - i; j++) rest += v[j];
    }
    return horizontal_sum(&sum) + rest;
}

WIDE void lk_softmax_rows(float *y, const float *x, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        float *to = y + row * columns;
        const float *from = x + row * columns;
        float sum = exp_and_sum(to, from, row_max(from, columns), columns);
        float inverse = 1.0f / sum;
        MAP(to, to, columns, v *= inverse);
    }
}

/// The sum of e^(x − shift).
INLINE float sum_of_exp(const float *x, float shift, size_t n) {
    v16 sum = SPLAT(0.0f), v;
    float rest = 0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        load(&v, x + i);
        v -= shift;
        exp16(&v);
        sum += v;
    }
    if (i < n) {
        load_some(&v, x + i, n - i);
        v -= shift;
        exp16(&v);
        for (size_t j = 0; j < n - i; j++) rest += v[j];
    }
    return horizontal_sum(&sum) + rest;
}

/// Rows of up to 16 columns: sixteen rows at a time, a column of them in a register.
INLINE void log_softmax_narrow(
    float *y, const float *x, const float *mask, size_t rows, size_t first, size_t columns) {
    const v16 least = SPLAT(-__builtin_inff());
    size_t count = rows - first < 16 ? rows - first : 16;
    v16 column[16], max = least, sum = SPLAT(0.0f), e;
    float part[16];
    for (size_t j = 0; j < columns; j++) {
        for (size_t r = 0; r < 16; r++) {
            size_t at = (first + r) * columns + j;
            part[r] = r >= count ? 0.0f : mask && mask[at] == 0 ? -__builtin_inff() : x[at];
        }
        load(&column[j], part);
        max = SELECT(column[j] > max, column[j], max);
    }
    v16 shift = SELECT(max == least, SPLAT(0.0f), max);
    for (size_t j = 0; j < columns; j++) {
        e = column[j] - shift;
        exp16(&e);
        sum += e;
    }
    log16(&sum);
    shift += sum;
    for (size_t j = 0; j < columns; j++) {
        e = SELECT(max == least, least, column[j] - shift);
        store(part, &e);
        for (size_t r = 0; r < count; r++) y[(first + r) * columns + j] = part[r];
    }
}

WIDE void lk_log_softmax_rows(float *y, const float *x, const float *mask, size_t rows, size_t columns) {
    const float infinity = __builtin_inff();
    if (columns <= 16) {
        for (size_t row = 0; row < rows; row += 16) log_softmax_narrow(y, x, mask, rows, row, columns);
        return;
    }
    for (size_t row = 0; row < rows; row++) {
        float *to = y + row * columns;
        const float *from = x + row * columns;
        if (mask) {
            const float *allowed = mask + row * columns;
            for (size_t j = 0; j < columns; j++) to[j] = allowed[j] != 0 ? from[j] : -infinity;
        } else if (to != from) {
            memcpy(to, from, columns * sizeof(float));
        }
        float max = row_max(to, columns);
        if (max == -infinity) continue;
        float shift = max + logf(sum_of_exp(to, max, columns));
        MAP(to, to, columns, v -= shift);
    }
}

WIDE void lk_attention_softmax(
    float *x, const float *mask, float scale, size_t rows, size_t columns, int causal) {
    const float infinity = __builtin_inff();
    for (size_t row = 0; row < rows; row++) {
        float *line = x + row * columns;
        size_t end = causal && row + 1 < columns ? row + 1 : columns;
        if (mask) {
            v16 m;
            MAP(line, line, end, {
                load_some(&m, mask + i, w);
                v = SELECT(m != 0.0f, v * scale, SPLAT(-infinity));
            });
        } else {
            MAP(line, line, end, v *= scale);
        }
        for (size_t j = end; j < columns; j++) line[j] = 0;
        float max = row_max(line, end);
        if (max == -infinity) {
            for (size_t j = 0; j < end; j++) line[j] = 0;
            continue;
        }
        float inverse = 1.0f / exp_and_sum(line, line, max, end);
        MAP(line, line, end, v *= inverse);
    }
}

WIDE void lk_attention_softmax_backward(
    float *gradient, const float *weights, float scale, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        float *g = gradient + row * columns;
        const float *p = weights + row * columns;
        v16 sum = SPLAT(0.0f), a, b;
        for (size_t i = 0; i < columns; i += 16) {
            size_t w = columns - i < 16 ? columns - i : 16;
            load_some(&a, g + i, w);
            load_some(&b, p + i, w);
            sum += a * b;
        }
        float mean = horizontal_sum(&sum);
        MAP(g, g, columns, {
            load_some(&b, p + i, w);
            v = b * (v - mean) * scale;
        });
    }
}

WIDE void lk_layer_norm(
    float *y, float *normalised, float *inverse_deviation, const float *x, const float *gain, const float *bias,
    float epsilon, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        const float *from = x + row * columns;
        float *kept = normalised + row * columns;
        float *to = y + row * columns;
        v16 sum = SPLAT(0.0f), v;
        for (size_t i = 0; i + 16 <= columns; i += 16) {
            load(&v, from + i);
            sum += v;
        }
        size_t whole = columns / 16 * 16;
        float total = horizontal_sum(&sum);
        for (size_t i = whole; i < columns; i++) total += from[i];
        float mean = total / (float)columns;
        v16 squares = SPLAT(0.0f);
        for (size_t i = 0; i < whole; i += 16) {
            load(&v, from + i);
            v -= mean;
            squares += v * v;
        }
        float square = horizontal_sum(&squares);
        for (size_t i = whole; i < columns; i++) square += (from[i] - mean) * (from[i] - mean);
        float inverse = 1.0f / sqrtf(square / (float)columns + epsilon);
        inverse_deviation[row] = inverse;
        v16 g, b;
        MAP(to, from, columns, {
            v = (v - mean) * inverse;
            store_some(kept + i, &v, w);
            load_some(&g, gain + i, w);
            load_some(&b, bias + i, w);
            v = v * g + b;
        });
    }
}

WIDE void lk_layer_norm_backward(
    float *x_gradient, float *gain_gradient, float *bias_gradient, const float *gradient, const float *normalised,
    const float *inverse_deviation, const float *gain, size_t rows, size_t columns, int add_x, int add_gain,
    int add_bias) {
    if (gain_gradient && !add_gain) memset(gain_gradient, 0, columns * sizeof(float));
    if (bias_gradient && !add_bias) memset(bias_gradient, 0, columns * sizeof(float));
    for (size_t row = 0; row < rows; row++) {
        const float *dy = gradient + row * columns;
        const float *n = normalised + row * columns;
        v16 sum = SPLAT(0.0f), product = SPLAT(0.0f), d, g, k;
        for (size_t i = 0; i < columns; i += 16) {
            size_t w = columns - i < 16 ? columns - i : 16;
            load_some(&d, dy + i, w);
            load_some(&k, n + i, w);
            if (bias_gradient) {
                load_some(&g, bias_gradient + i, w);
                g += d;
                store_some(bias_gradient + i, &g, w);
            }
            if (gain_gradient) {
                load_some(&g, gain_gradient + i, w);
                g += d * k;
                store_some(gain_gradient + i, &g, w);
            }
            load_some(&g, gain + i, w);
            d *= g;
            sum += d;
            product += d * k;
        }
        if (!x_gradient) continue;
        float mean = horizontal_sum(&sum) / (float)columns;
        float mean_product = horizontal_sum(&product) / (float)columns;
        float inverse = inverse_deviation[row];
        float *dx = x_gradient + row * columns;
        v16 old;
        MAP(dx, dy, columns, {
            load_some(&g, gain + i, w);
            load_some(&k, n + i, w);
            v = (v * g - mean - k * mean_product) * inverse;
            if (add_x) {
                load_some(&old, dx + i, w);
                v += old;
            }
        });
    }
}

WIDE void lk_gather_rows(
    float *y, size_t y_stride, const float *x, size_t x_stride, const int32_t *index, size_t rows, size_t columns,
    int add) {
    for (size_t row = 0; row < rows; row++) {
        float *to = y + row * y_stride;
        const float *from = x + (size_t)index[row] * x_stride;
        if (!add) {
            memcpy(to, from, columns * sizeof(float));
            continue;
        }
        v16 old;
        MAP(to, from, columns, {
            load_some(&old, to + i, w);
            v += old;
        });
    }
}

WIDE void lk_scatter_add_rows(
    float *y, size_t y_stride, const float *x, size_t x_stride, const int32_t *index, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++) {
        float *to = y + (size_t)index[row] * y_stride;
        const float *from = x + row * x_stride;
        v16 old;
        MAP(to, from, columns, {
            load_some(&old, to + i, w);
            v += old;
        });
    }
}

ptrdiff_t lk_first_out_of_range(const int32_t *index, size_t n, int32_t limit) {
    for (size_t i = 0; i < n; i++)
        if (index[i] < 0 || index[i] >= limit) return (ptrdiff_t)i;
    return -1;
}
