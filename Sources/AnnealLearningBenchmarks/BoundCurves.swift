import AnnealLearning
import Foundation

/// How often lower bounds of a mean are above it, and where they are, by the number of values: the charts of the
/// documentation.
public enum BoundCurves {
    private static let counts = [20, 40, 80, 120, 160, 240, 320]
    private static let samples = 2_000
    /// Values as importance weighting makes them: mostly 0 or 1, and 7 once in twenty.
    private static let (values, shares) = ([0.0, 1, 7], [0.5, 0.45, 0.05])

    /// Draws samples and writes `bounds-coverage.svg` and `bounds-tightness.svg`.
    ///
    /// - Parameters:
    ///   - folder: where the charts go.
    ///   - tell: called with the figures of each method and number of values.
    /// - Throws: what a bound or writing throws.
    public static func write(to folder: String, tell: (BenchmarkFigure) -> Void) throws {
        let truth = zip(values, shares).reduce(0) { $0 + $1.0 * $1.1 }
        let methods: [(String, String, MeanBound)] = [
            ("Hoeffding", "#7f7f7f", .hoeffding(range: 0...7)),
            ("empirical Bernstein", "#9467bd", .empiricalBernstein(range: 0...7)),
            ("betting", "#2ca02c", .betting(atLeast: 0)), ("Student", "#1f77b4", .student),
            ("bootstrap of 199", "#ff7f0e", .bootstrap(resamples: 199)),
        ]
        let even = counts.map { _ in 0.0 }
        var violations: [LineChart.Series] = [
            .init(name: "allowed", color: "#d62728", values: even.map { _ in 5 })
        ]
        var bounds: [LineChart.Series] = [.init(name: "true mean", color: "#d62728", values: even.map { _ in truth })]
        for (name, color, method) in methods {
            var (above, means) = (even, even)
            for (place, count) in counts.enumerated() {
                var random = RandomSource(seed: UInt64(count))
                for _ in 0..<samples {
                    let sample = (0..<count).map { _ in values[random.index(weighted: shares) ?? 0] }
                    let bound = max(0, try method.lower(of: sample, confidence: 0.95, random: &random))
                    above[place] += bound > truth ? 100 / Double(samples) : 0
                    means[place] += bound / Double(samples)
                }
                tell(
                    BenchmarkFigure(
                        "lower bound, \(name)",
                        [
                            ("values", Double(count)), ("above_the_mean_percent", Measure.rounded(above[place])),
                            ("mean_bound", Measure.rounded(means[place])),
                        ]))
            }
            violations.append(.init(name: name, color: color, values: above))
            bounds.append(.init(name: name, color: color, values: means))
        }
        func write(_ name: String, _ title: String, _ label: String, _ top: Double, _ series: [LineChart.Series]) throws
        {
            let chart = LineChart(
                title: title, xLabel: "values", yLabel: label, x: counts.map(Double.init), top: top, series: series)
            try Data(chart.svg.utf8).write(to: URL(filePath: folder).appending(path: name))
        }
        try write("bounds-coverage.svg", "95 % lower bounds that are above the mean", "per cent", 10, violations)
        try write("bounds-tightness.svg", "95 % lower bounds in the mean", "bound", 1, bounds)
    }
}
