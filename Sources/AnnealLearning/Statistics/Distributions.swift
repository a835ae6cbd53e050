/// Distribution functions of the standard normal distribution.
public enum NormalDistribution {
    /// The probability of a value of at most `x`.
    public static func cumulative(_ x: Double) -> Double { 0.5 * Elementary.erfc(-x * 0.5.squareRoot()) }

    /// The value below which a share of the distribution lies; an error of about 1e-15.
    ///
    /// - Parameter probability: the share.
    /// - Returns: -∞ at 0 and ∞ at 1; NaN outside of 0 ... 1.
    ///
    /// Source: P. J. Acklam's rational approximation with one step of Halley's method.
    public static func quantile(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else {
            return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
        }
        let guess = approximateQuantile(probability)
        let error = cumulative(guess) - probability
        let step = error * (2 * Double.pi).squareRoot() * Elementary.exp(guess * guess / 2)
        return guess - step / (1 + guess * step / 2)
    }

    private static func approximateQuantile(_ p: Double) -> Double {
        let c = [
            -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
            4.374664141464968, 2.938163982698783,
        ]
        let d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1]
        func tail(_ q: Double) -> Double { polynomial(c, q) / polynomial(d, q) }
        if p < 0.02425 { return tail((-2 * Elementary.log(p)).squareRoot()) }
        if p > 1 - 0.02425 { return -tail((-2 * Elementary.log1p(-p)).squareRoot()) }
        let a = [
            -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
            -3.066479806614716e+01, 2.506628277459239,
        ]
        let b = [
            -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
            -1.328068155288572e+01, 1,
        ]
        let q = p - 0.5
        return q * polynomial(a, q * q) / polynomial(b, q * q)
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }
}

/// Distribution functions of Student's t distribution.
public enum StudentDistribution {
    /// The probability of a value of at most `t`.
    ///
    /// - Parameters:
    ///   - t: the value.
    ///   - freedom: the degrees of freedom, above 0; need not be whole.
    /// - Returns: the probability.
    public static func cumulative(_ t: Double, freedom: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? .nan : t > 0 ? 1 : 0 }
        let tail = 0.5 * tails(t, freedom: freedom)
        return t > 0 ? 1 - tail : tail
    }

    /// The probability of a value at least as far from 0, on either side; exact also where it is tiny.
    ///
    /// - Parameters:
    ///   - t: the value.
    ///   - freedom: the degrees of freedom, above 0; need not be whole.
    /// - Returns: the probability; NaN where `t` is.
    public static func tails(_ t: Double, freedom: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? .nan : 0 }
        return Beta.regularized(freedom / (freedom + t * t), freedom / 2, 0.5)
    }

    /// The value below which a share of the distribution lies.
    ///
    /// - Parameters:
    ///   - probability: the share, in 0 ... 1.
    ///   - freedom: the degrees of freedom, above 0.
    /// - Returns: the value; -∞ at 0 and ∞ at 1; NaN outside of 0 ... 1 or without freedom.
    public static func quantile(_ probability: Double, freedom: Double) -> Double {
        guard probability > 0, probability < 1, freedom > 0 else {
            return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
        }
        if probability < 0.5 { return -quantile(1 - probability, freedom: freedom) }
        var low = 0.0
        var high = 1.0
        while cumulative(high, freedom: freedom) < probability, high < 1e300 { (low, high) = (high, high * 2) }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if cumulative(middle, freedom: freedom) < probability { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}

/// The incomplete beta function.
enum Beta {
    /// The share of the beta distribution that lies below `x`.
    ///
    /// Source: NIST Digital Library of Mathematical Functions, 8.17.22, evaluated by W. J. Lentz's method.
    static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return x == 0 ? 0 : .nan }
        guard x < 1 else { return x == 1 ? 1 : .nan }
        if x > (a + 1) / (a + b + 2) { return 1 - regularized(1 - x, b, a) }
        let logFront =
            a * Elementary.log(x) + b * Elementary.log1p(-x) + Elementary.logGamma(a + b) - Elementary.logGamma(a)
            - Elementary.logGamma(b)
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var fraction = d
        for index in 1...10_000 {
            let m = Double(index)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            var change = 1.0
            for term in [even, odd] {
                d = 1 + term * d
                d = 1 / (abs(d) < tiny ? tiny : d)
                c = 1 + term / c
                if abs(c) < tiny { c = tiny }
                change = c * d
                fraction *= change
            }
            if abs(change - 1) < 1e-15 { break }
        }
        return Elementary.exp(logFront) * fraction / a
    }
}
