/// Quantiles of the error of a mean in units of its standard error, from resamples.
///
/// Source: P. Hall, "Theoretical Comparison of Bootstrap Confidence Intervals", Annals of Statistics 16 (1988).
enum StudentizedBootstrap {
    /// The quantile of (resample's mean - mean) / resample's standard error.
    ///
    /// - Returns: 0 when all values are the same.
    static func quantile(
        of values: [Double], summary: SampleSummary, share: Double, resamples: Int, random: inout RandomSource
    ) -> Double {
        guard summary.variance > 0 else { return 0 }
        var ratios: [Double] = []
        ratios.reserveCapacity(resamples)
        let count = values.count
        values.withUnsafeBufferPointer { values in
            for _ in 0..<resamples {
                var sum = 0.0
                var squares = 0.0
                for _ in 0..<count {
                    // Centred, so that the sum of squares does not cancel.
                    let value = values[random.index(below: count)] - summary.mean
                    sum += value
                    squares += value * value
                }
                let mean = sum / Double(count)
                let variance = (squares - sum * mean) / Double(count - 1)
                let error = (variance / Double(count)).squareRoot()
                // A resample of one value repeated says nothing of the spread; the sample's own takes its place.
                ratios.append(mean / (error > 1e-9 * summary.standardError ? error : summary.standardError))
            }
        }
        return Quantile.of(sorted: ratios.sorted(), share: share)
    }
}
