internal import Foundation

/// How probable it is that a window has at least so many events, from the windows before.
enum CountTail {
    /// ln P(X ≥ count).
    ///
    /// With a gamma prior of shape ½ the next count is negative binomial with shape `sum + ½` and `windows` of exposure.
    /// Where the counts vary more than Poisson's, the shape is that of the moments, if that is smaller.
    ///
    /// - Parameters:
    ///   - count: how many events, from 0.
    ///   - sum: of the counts before.
    ///   - squares: the sum of their squares.
    ///   - windows: how many there were, above 0.
    /// - Returns: the logarithm, at most 0.
    static func logProbability(atLeast count: Int, sum: Double, squares: Double, windows: Double) -> Double {
        guard count > 0 else { return 0 }
        let mean = (sum + 0.5) / windows
        // The variance of the prediction: that of the counts, and that of the mean.
        let observed = windows > 1 ? max(0, (squares - sum * sum / windows) / (windows - 1)) : 0
        let variance = max(mean, observed) * (1 + 1 / windows)
        let shape = mean * mean / max(variance - mean, 1e-9)
        return logTail(count, mean: mean, shape: shape)
    }

    /// ln of the sum of the probabilities from `count` on, added until what is left cannot matter.
    private static func logTail(_ count: Int, mean: Double, shape: Double) -> Double {
        let ratio = mean / (mean + shape)
        let k = Double(count)
        let first = lgamma(k + shape) - lgamma(shape) - lgamma(k + 1) + shape * log1p(-ratio) + k * log(ratio)
        var (sum, term, index) = (1.0, 1.0, k)
        while true {
            // P(k + 1) / P(k)
            term *= (index + shape) / (index + 1) * ratio
            sum += term
            index += 1
            if term < sum * 1e-12 || index > k + 100_000 { break }
        }
        return min(0, first + log(sum))
    }
}
