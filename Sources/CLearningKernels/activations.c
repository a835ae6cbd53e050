#include "elementary.h"

/// f of sixteen values; `activation` is a constant wherever this is inlined.
INLINE void activate(v16 *v, int activation) {
    switch (activation) {
        // NaN is kept, so that it does not pass unseen.
        case LK_RELU: *v = SELECT(*v < 0.0f, SPLAT(0.0f), *v); break;
        case LK_TANH: tanh16(v); break;
        case LK_SIGMOID: sigmoid16(v); break;
        case LK_GELU: gelu16(v); break;
        default: break;
    }
}

/// f' of sixteen values, times the gradient g. `v` are results, for GELU arguments.
INLINE void differentiate(v16 *g, const v16 *v, int activation) {
    switch (activation) {
        case LK_RELU: *g = SELECT(*v > 0.0f, *g, SPLAT(0.0f)); break;
        case LK_TANH: *g = *g * (1.0f - *v * *v); break;
        case LK_SIGMOID: *g = *g * (*v * (1.0f - *v)); break;
        case LK_GELU: {
            v16 d = *v;
            gelu_derivative16(&d);
            *g = *g * d;
            break;
        }
        default: break;
    }
}

INLINE void bias_activation(
    float *y, const float *bias, float *before, size_t rows, size_t columns, const int activation) {
    if (!bias) {
        if (before) memcpy(before, y, rows * columns * sizeof(float));
        MAP(y, y, rows * columns, activate(&v, activation));
        return;
    }
    for (size_t row = 0; row < rows; row++) {
        float *line = y + row * columns;
        float *saved = before ? before + row * columns : NULL;
        v16 b;
        MAP(line, line, columns, {
            load_some(&b, bias + i, w);
            v += b;
            if (saved) store_some(saved + i, &v, w);
            activate(&v, activation);
        });
    }
}

WIDE static void identity_forward(float *y, const float *b, float *z, size_t r, size_t c) {
    bias_activation(y, b, z, r, c, LK_IDENTITY);
}
WIDE static void relu_forward(float *y, const float *b, float *z, size_t r, size_t c) {
    bias_activation(y, b, z, r, c, LK_RELU);
}
WIDE static void tanh_forward(float *y, const float *b, float *z, size_t r, size_t c) {
    bias_activation(y, b, z, r, c, LK_TANH);
}
WIDE static void sigmoid_forward(float *y, const float *b, float *z, size_t r, size_t c) {
    bias_activation(y, b, z, r, c, LK_SIGMOID);
}
WIDE static void gelu_forward(float *y, const float *b, float *z, size_t r, size_t c) {
    bias_activation(y, b, z, r, c, LK_GELU);
}

void lk_bias_activation(float *y, const float *bias, float *before, size_t rows, size_t columns, int activation) {
    switch (activation) {
        case LK_RELU: relu_forward(y, bias, before, rows, columns); break;
        case LK_TANH: tanh_forward(y, bias, before, rows, columns); break;
        case LK_SIGMOID: sigmoid_forward(y, bias, before, rows, columns); break;
        case LK_GELU: gelu_forward(y, bias, before, rows, columns); break;
        default:
            if (bias || before) identity_forward(y, bias, before, rows, columns);
            break;
    }
}

/// Columns in blocks of 64, rows within: four sums stay in registers.
INLINE void activation_backward(
    float *gradient, const float *values, float *sums, size_t rows, size_t columns, int add, const int activation) {
    size_t column = 0;
    for (; column + 64 <= columns; column += 64) {
        v16 s[4], g, v;
        for (int j = 0; j < 4; j++) s[j] = SPLAT(0.0f);
        for (size_t row = 0; row < rows; row++) {
            size_t at = row * columns + column;
            for (int j = 0; j < 4; j++) {
                load(&g, gradient + at + 16 * j);
                if (activation != LK_IDENTITY) {
                    load(&v, values + at + 16 * j);
                    differentiate(&g, &v, activation);
                    store(gradient + at + 16 * j, &g);
                }
                s[j] += g;
            }
        }
        if (!sums) continue;
        for (int j = 0; j < 4; j++) {
            if (add) {
                load(&v, sums + column + 16 * j);
                s[j] += v;
            }
            store(sums + column + 16 * j, &s[j]);
        }
    }
    for (; column < columns; column += 16) {
        size_t w = columns - column < 16 ? columns - column : 16;
        v16 s = SPLAT(0.0f), g, v;
        for (size_t row = 0; row < rows; row++) {
            size_t at = row * columns + column;
            load_some(&g, gradient + at, w);
            if (activation != LK_IDENTITY) {
                load_some(&v, values + at, w);
                differentiate(&g, &v, activation);
                store_some(gradient + at, &g, w);
            }
            s += g;
        }
        if (!sums) continue;
        if (add) {
            load_some(&v, sums + column, w);
            s += v;
        }
        store_some(sums + column, &s, w);
    }
}

WIDE static void identity_backward(float *g, const float *y, float *b, size_t r, size_t c, int add) {
    activation_backward(g, y, b, r, c, add, LK_IDENTITY);
}
WIDE static void relu_backward(float *g, const float *y, float *b, size_t r, size_t c, int add) {
    activation_backward(g, y, b, r, c, add, LK_RELU);
}
WIDE static void tanh_backward(float *g, const float *y, float *b, size_t r, size_t c, int add) {
    activation_backward(g, y, b, r, c, add, LK_TANH);
}
WIDE static void sigmoid_backward(float *g, const float *y, float *b, size_t r, size_t c, int add) {
    activation_backward(g, y, b, r, c, add, LK_SIGMOID);
}
WIDE static void gelu_backward(float *g, const float *z, float *b, size_t r, size_t c, int add) {
    activation_backward(g, z, b, r, c, add, LK_GELU);
}

void lk_activation_backward(
    float *gradient, const float *y, const float *before, float *bias_gradient, size_t rows, size_t columns,
    int activation, int add) {
    switch (activation) {
        case LK_RELU: relu_backward(gradient, y, bias_gradient, rows, columns, add); break;
        case LK_TANH: tanh_backward(gradient, y, bias_gradient, rows, columns, add); break;
        case LK_SIGMOID: sigmoid_backward(gradient, y, bias_gradient, rows, columns, add); break;
        case LK_GELU: gelu_backward(gradient, before, bias_gradient, rows, columns, add); break;
        default:
            if (bias_gradient) identity_backward(gradient, y, bias_gradient, rows, columns, add);
            break;
    }
}
