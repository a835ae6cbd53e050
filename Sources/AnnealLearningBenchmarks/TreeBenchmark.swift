import AnnealLearning
import Foundation

/// Boosted trees on a generated table: a hundred rounds of training, and predictions.
enum TreeBenchmark {
    private static let (rows, columns, rounds) = (2_000, 10, 100)

    static func run(_ measure: Measure) throws {
        guard BoostedTrees.isAvailable else {
            return measure.tell(BenchmarkFigure("trees: XGBoost's library is not installed", []))
        }
        var random = RandomSource(seed: 3)
        let (learned, labels) = try table(&random)
        let (judged, wanted) = try table(&random)
        var parameters = TreeParameters(objective: .squaredError, rounds: rounds)
        parameters.maximumDepth = 4
        parameters.learningRate = 0.1
        var model: BoostedTrees?
        let training = try Measure.time {
            model = try BoostedTrees.train(.init(learned, labels: labels), parameters: parameters)
        }
        guard let model else { return }
        var predictions: [Float] = []
        let predicting = try Measure.time { predictions = try model.predict(judged) }
        let squares = zip(predictions, wanted).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        measure.tell(
            BenchmarkFigure(
                "trees, \(rows) rows of \(columns), \(rounds) rounds of depth 4",
                [
                    ("training_ms", Measure.rounded(training * 1e3)),
                    ("us_a_prediction", Measure.rounded(predicting / Double(rows) * 1e6)),
                    ("root_mean_square_error", Measure.rounded((squares / Double(rows)).squareRoot())),
                ]))
    }

    /// Rows with a target that is made of five of their ten features, with noise of deviation 1.
    ///
    /// Source: J. H. Friedman, "Multivariate Adaptive Regression Splines", Annals of Statistics 19 (1991).
    static func table(_ random: inout RandomSource) throws -> (FeatureTable, [Float]) {
        let values = (0..<rows * columns).map { _ in random.uniformFloat() }
        let labels = (0..<rows).map { row in
            let x = values[row * columns..<(row + 1) * columns].map(Double.init)
            let wave = sin(Double.pi * x[0] * x[1])
            return Float(10 * wave + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] + random.normal())
        }
        return (try FeatureTable(values, columns: columns), labels)
    }
}
