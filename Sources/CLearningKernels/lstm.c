#include "elementary.h"

WIDE void lk_lstm_step(
    float *gates, const float *previous, float *cell, float *cell_tanh, float *output, size_t rows, size_t hidden) {
    for (size_t row = 0; row < rows; row++) {
        float *in = gates + row * 4 * hidden, *forget = in + hidden, *candidate = forget + hidden;
        float *out = candidate + hidden;
        for (size_t i = 0; i < hidden; i += 16) {
            size_t w = hidden - i < 16 ? hidden - i : 16, at = row * hidden + i;
            v16 a, f, g, o, c = SPLAT(0.0f);
            load_some(&a, in + i, w);
            load_some(&f, forget + i, w);
            load_some(&g, candidate + i, w);
            load_some(&o, out + i, w);
            if (previous) load_some(&c, previous + at, w);
            sigmoid16(&a);
            sigmoid16(&f);
            tanh16(&g);
            sigmoid16(&o);
            c = f * c + a * g;
            store_some(in + i, &a, w);
            store_some(forget + i, &f, w);
            store_some(candidate + i, &g, w);
            store_some(out + i, &o, w);
            store_some(cell + at, &c, w);
            tanh16(&c);
            store_some(cell_tanh + at, &c, w);
            c *= o;
            store_some(output + at, &c, w);
        }
    }
}

WIDE void lk_lstm_step_backward(
    float *gates_gradient, float *cell_gradient, const float *output_gradient, const float *gates,
    const float *previous, const float *cell_tanh, size_t rows, size_t hidden) {
    for (size_t row = 0; row < rows; row++) {
        const float *in = gates + row * 4 * hidden, *forget = in + hidden, *candidate = forget + hidden;
        const float *out = candidate + hidden;
        float *d_in = gates_gradient + row * 4 * hidden, *d_forget = d_in + hidden, *d_candidate = d_forget + hidden;
        float *d_out = d_candidate + hidden;
        for (size_t i = 0; i < hidden; i += 16) {
            size_t w = hidden - i < 16 ? hidden - i : 16, at = row * hidden + i;
            v16 a, f, g, o, t, c = SPLAT(0.0f), dh, dc, r;
            load_some(&a, in + i, w);
            load_some(&f, forget + i, w);
            load_some(&g, candidate + i, w);
            load_some(&o, out + i, w);
            load_some(&t, cell_tanh + at, w);
            load_some(&dh, output_gradient + at, w);
            load_some(&dc, cell_gradient + at, w);
            if (previous) load_some(&c, previous + at, w);
            dc += dh * o * (1.0f - t * t);
            r = dc * g * (a * (1.0f - a));
            store_some(d_in + i, &r, w);
            r = dc * c * (f * (1.0f - f));
            store_some(d_forget + i, &r, w);
            r = dc * a * (1.0f - g * g);
            store_some(d_candidate + i, &r, w);
            r = dh * t * (o * (1.0f - o));
            store_some(d_out + i, &r, w);
            dc *= f;
            store_some(cell_gradient + at, &dc, w);
        }
    }
}
