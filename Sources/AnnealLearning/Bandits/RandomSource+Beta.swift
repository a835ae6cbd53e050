extension RandomSource {
    /// A number of the gamma distribution with scale 1.
    ///
    /// - Parameter shape: above 0.
    /// - Returns: not negative.
    ///
    /// Source: G. Marsaglia, W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26 (2000).
    public mutating func gamma(_ shape: Double) -> Double {
        if shape < 1 {
            // 1 - uniform() lies in (0, 1], where the power is defined.
            return gamma(shape + 1) * Elementary.pow(1 - uniform(), 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if Elementary.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Elementary.log(v) { return d * v }
        }
    }

    /// A number of the beta distribution.
    ///
    /// - Parameters:
    ///   - a: above 0.
    ///   - b: above 0.
    /// - Returns: in 0 ... 1, with mean a / (a + b).
    public mutating func beta(_ a: Double, _ b: Double) -> Double {
        let x = gamma(a)
        let y = gamma(b)
        // Both may be 0 by underflow where a and b are tiny: then either end is as good as the other.
        return x + y > 0 ? x / (x + y) : uniform() < a / (a + b) ? 1 : 0
    }
}
