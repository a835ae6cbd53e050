internal import Foundation

/// Distributions of test statistics.
enum Distributions {
    /// The probability that Student's t is at least as far from 0 as a value, on either side.
    ///
    /// - Parameters:
    ///   - value: the statistic.
    ///   - freedom: degrees of freedom, above 0.
    /// - Returns: the probability, from 0 to 1.
    static func studentTails(_ value: Double, freedom: Double) -> Double {
        guard value.isFinite else { return 0 }
        return incompleteBeta(freedom / (freedom + value * value), freedom / 2, 0.5)
    }

    /// The normal distribution's quantile. Source: P. J. Acklam's approximation with one step of Halley's method.
    static func normalQuantile(_ probability: Double) -> Double {
        let p = min(max(probability, 1e-300), 1 - 1e-16)
        let tail = min(p, 1 - p)
        var x: Double
        if tail > 0.02425 {
            let q = p - 0.5
            let r = q * q
            x = polynomial(central.0, r) * q / (polynomial(central.1, r) * r + 1)
        } else {
            let q = (-2 * log(tail)).squareRoot()
            x = polynomial(outer.0, q) / (polynomial(outer.1, q) * q + 1)
            if p > 0.5 { x = -x }
        }
        let error = 0.5 * erfc(-x / 2.0.squareRoot()) - p
        let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
        if step.isFinite { x -= step / (1 + x * step / 2) }
        return x
    }

    /// The regularised incomplete beta function, by its continued fraction. Source: W. J. Lentz, Applied Optics 15 (1976).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let logarithm = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var fraction = d
        for step in 1...300 {
            let m = Double(step)
            for term in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 + term * d
                d = 1 / (abs(d) < tiny ? tiny : d)
                c = 1 + term / c
                if abs(c) < tiny { c = tiny }
                fraction *= c * d
            }
            if abs(c * d - 1) < 1e-14 { break }
        }
        return exp(logarithm) / a * fraction
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let central = (
        [
            -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716,
            2.506628277459239,
        ],
        [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572]
    )
    private static let outer = (
        [
            -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
            2.938163982698783,
        ],
        [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416]
    )
}
