#include "elementary.h"

WIDE void lk_exp(float *y, const float *x, size_t n) { MAP(y, x, n, exp16(&v)); }
WIDE void lk_log(float *y, const float *x, size_t n) { MAP(y, x, n, log16(&v)); }
WIDE void lk_tanh(float *y, const float *x, size_t n) { MAP(y, x, n, tanh16(&v)); }
WIDE void lk_sigmoid(float *y, const float *x, size_t n) { MAP(y, x, n, sigmoid16(&v)); }
WIDE void lk_erf(float *y, const float *x, size_t n) { MAP(y, x, n, erf16(&v)); }
WIDE void lk_gelu(float *y, const float *x, size_t n) { MAP(y, x, n, gelu16(&v)); }
