import AnnealLearning
import Foundation

/// What boosted trees are judged at after each round, with several learning rates: the chart of the documentation.
public enum TreeCurves {
    private static let rounds = 300

    /// Trains and writes `trees-validation.svg`; tells that there is no library where XGBoost is not installed.
    ///
    /// - Parameters:
    ///   - folder: where the chart goes.
    ///   - tell: called with the best score of each learning rate.
    /// - Throws: what training or writing throws.
    public static func write(to folder: String, tell: (BenchmarkFigure) -> Void) throws {
        guard BoostedTrees.isAvailable else {
            return tell(BenchmarkFigure("trees: XGBoost's library is not installed", [("charts", 0)]))
        }
        var random = RandomSource(seed: 3)
        let (learned, judged) = (try TreeBenchmark.table(&random), try TreeBenchmark.table(&random))
        var series: [LineChart.Series] = []
        for (rate, color) in [(0.3, "#d62728"), (0.1, "#1f77b4"), (0.03, "#2ca02c")] {
            var parameters = TreeParameters(objective: .squaredError, rounds: rounds)
            parameters.maximumDepth = 4
            parameters.learningRate = rate
            let model = try BoostedTrees.train(
                .init(learned.0, labels: learned.1), parameters: parameters,
                validation: .init(judged.0, labels: judged.1))
            let scores = model.validationScores
            let best = scores.indices.min { scores[$0] < scores[$1] } ?? 0
            series.append(.init(name: "rate \(rate), best after \(best + 1)", color: color, values: scores))
            tell(
                BenchmarkFigure(
                    "trees, rate \(rate)",
                    [
                        ("best_round", Double(best + 1)), ("best_error", Measure.rounded(scores[best])),
                        ("last_error", Measure.rounded(scores.last ?? 0)),
                    ]))
        }
        let chart = LineChart(
            title: "Error on other rows, depth 4", xLabel: "rounds", yLabel: "root of the mean square",
            x: (1...rounds).map(Double.init), top: 5, series: series)
        try Data(chart.svg.utf8).write(to: URL(filePath: folder).appending(path: "trees-validation.svg"))
    }
}
