/// Elementary functions of sixteen floats. Each replaces its argument.
#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include "vector.h"

/// e^x to about 1 ulp; 0 and infinity at the ends; NaN stays.
///
/// x = n ln 2 + r, and a polynomial for e^r. Source: S. Moshier, Cephes, `expf`.
INLINE void exp16(v16 *x) {
    v16 v = *x;
    v = SELECT(v < -104.0f, SPLAT(-104.0f), v);
    v = SELECT(v > 89.0f, SPLAT(89.0f), v);
    // Adding 1.5 × 2^23 rounds to a whole number, which the low bits then hold.
    v16 shifted = v * 1.44269504088896341f + 12582912.0f;
    v16 n = shifted - 12582912.0f;
    v16 r = v - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    v16 p = SPLAT(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r;
    p = p + 1.0f;
    // In two factors, since 2^n alone may be out of range where the product is not.
    i16 whole = BITS(shifted) - 0x4B400000;
    i16 half = whole >> 1;
    *x = p * FLOATS((half + 127) << 23) * FLOATS((whole - half + 127) << 23);
}

/// The natural logarithm to about 1 ulp; -infinity of 0, NaN below.
///
/// Source: S. Moshier, Cephes, `logf`.
INLINE void log16(v16 *x) {
    v16 v = *x;
    // Numbers too small for a normal exponent are made larger first.
    i16 tiny = v < 1.17549435e-38f;
    v = SELECT(tiny, v * 8388608.0f, v);
    i16 bits = BITS(v);
    i16 exponent = ((bits >> 23) & 0xff) - 126;
    v16 m = FLOATS((bits & 0x007fffff) | 0x3f000000);
    i16 low = m < 0.707106781186547524f;
    v16 e = __builtin_convertvector(exponent, v16) - SELECT(low, SPLAT(1.0f), SPLAT(0.0f));
    e = e - SELECT(tiny, SPLAT(23.0f), SPLAT(0.0f));
    m = SELECT(low, m + m - 1.0f, m - 1.0f);
    v16 z = m * m;
    v16 p = SPLAT(7.0376836292e-2f);
    p = p * m - 1.1514610310e-1f;
    p = p * m + 1.1676998740e-1f;
    p = p * m - 1.2420140846e-1f;
    p = p * m + 1.4249322787e-1f;
    p = p * m - 1.6668057665e-1f;
    p = p * m + 2.0000714765e-1f;
    p = p * m - 2.4999993993e-1f;
    p = p * m + 3.3333331174e-1f;
    v16 y = p * m * z;
    y = y - e * 2.12194440e-4f;
    y = y - 0.5f * z;
    v16 result = m + y;
    result = result + e * 0.693359375f;
    const float infinity = __builtin_inff(), nan = __builtin_nanf("");
    result = SELECT(*x == 0.0f, SPLAT(-infinity), result);
    result = SELECT(*x < 0.0f, SPLAT(nan), result);
    result = SELECT(*x == infinity, SPLAT(infinity), result);
    *x = SELECT(*x != *x, *x, result);
}

/// tanh to about 2 ulp.
///
/// A polynomial near 0, 1 − 2 / (e^(2|x|) + 1) elsewhere. Source: S. Moshier, Cephes, `tanhf`.
INLINE void tanh16(v16 *x) {
    const i16 sign_bit = (i16)(int32_t)0x80000000;
    v16 v = *x;
    i16 sign = BITS(v) & sign_bit;
    v16 a = FLOATS(BITS(v) & ~sign_bit);
    v16 e = a + a;
    exp16(&e);
    v16 large = 1.0f - 2.0f / (e + 1.0f);
    v16 z = v * v;
    v16 p = SPLAT(-5.70498872745e-3f);
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    v16 small = p * z * v + v;
    *x = SELECT(a < 0.625f, small, FLOATS(BITS(large) | sign));
}

/// 1 / (1 + e^−x).
INLINE void sigmoid16(v16 *x) {
    v16 e = -*x;
    exp16(&e);
    *x = 1.0f / (1.0f + e);
}

/// The error function to about 1 ulp with fused products, 2 without.
///
/// A polynomial below 0.93, 1 − e^polynomial above. Source: N. Juffa, "Efficient approximation of erff".
INLINE void erf16(v16 *x) {
    const i16 sign_bit = (i16)(int32_t)0x80000000;
    v16 v = *x;
    i16 sign = BITS(v) & sign_bit;
    v16 t = FLOATS(BITS(v) & ~sign_bit);
    v16 s = v * v;
    v16 r = -1.72853470e-5f * t + 3.83197126e-4f;
    v16 u = -3.88396438e-3f * t + 2.42546219e-2f;
    r = r * s + u;
    r = r * t - 1.06777877e-1f;
    r = r * t - 6.34846687e-1f;
    r = r * t - 1.28717512e-1f;
    r = r * t - t;
    exp16(&r);
    v16 large = FLOATS(BITS(1.0f - r) | sign);
    // Beyond 4 the result is 1, and the polynomial's powers may be out of range.
    large = SELECT(t > 4.0f, FLOATS(BITS(SPLAT(1.0f)) | sign), large);
    v16 p = SPLAT(-5.96761703e-4f);
    p = p * s + 4.99119423e-3f;
    p = p * s - 2.67681349e-2f;
    p = p * s + 1.12819925e-1f;
    p = p * s - 3.76125336e-1f;
    p = p * s + 1.28379166e-1f;
    v16 small = p * v + v;
    *x = SELECT(t > 0.927734375f, large, small);
}

/// x Φ(x), with the distribution function of the normal distribution.
INLINE void gelu16(v16 *x) {
    v16 e = *x * 0.70710678118654752f;
    erf16(&e);
    *x = 0.5f * *x * (1.0f + e);
}

/// The derivative of `gelu16`: Φ(x) + x φ(x).
INLINE void gelu_derivative16(v16 *x) {
    v16 e = *x * 0.70710678118654752f;
    erf16(&e);
    v16 density = -0.5f * (*x * *x);
    exp16(&density);
    *x = 0.5f * (1.0f + e) + *x * density * 0.39894228040143268f;
}

#endif
