#include "vector.h"

WIDE void lk_sgd(
    float *value, float *momentum, const float *gradient, float factor, float rate, float momentum_factor, float decay,
    int nesterov, size_t n) {
    v16 g, m;
    MAP(value, value, n, {
        load_some(&g, gradient + i, w);
        g = g * factor + v * decay;
        if (momentum) {
            load_some(&m, momentum + i, w);
            m = m * momentum_factor + g;
            store_some(momentum + i, &m, w);
            g = nesterov ? g + m * momentum_factor : m;
        }
        v -= g * rate;
    });
}

WIDE void lk_adam(
    float *value, float *first, float *second, const float *gradient, float factor, float beta1, float beta2,
    float rate, float epsilon, float decay, float l2, size_t n) {
    const float rest1 = 1.0f - beta1, rest2 = 1.0f - beta2;
    v16 g, m, s;
    MAP(value, value, n, {
        load_some(&g, gradient + i, w);
        load_some(&m, first + i, w);
        load_some(&s, second + i, w);
        g = g * factor + v * l2;
        m = m * beta1 + g * rest1;
        s = s * beta2 + g * g * rest2;
        store_some(first + i, &m, w);
        store_some(second + i, &s, w);
        v = v - v * decay - rate * m / (__builtin_elementwise_sqrt(s) + epsilon);
    });
}

WIDE void lk_rmsprop(
    float *value, float *square, const float *gradient, float factor, float rate, float alpha, float epsilon,
    float decay, int epsilon_inside, size_t n) {
    const float rest = 1.0f - alpha;
    v16 g, s;
    MAP(value, value, n, {
        load_some(&g, gradient + i, w);
        load_some(&s, square + i, w);
        g = g * factor + v * decay;
        s = s * alpha + g * g * rest;
        store_some(square + i, &s, w);
        v16 deviation = epsilon_inside ? __builtin_elementwise_sqrt(s + epsilon) : __builtin_elementwise_sqrt(s) + epsilon;
        v -= rate * g / deviation;
    });
}
