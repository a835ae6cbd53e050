import AnnealLearning
import Foundation

/// How often what a network predicts comes true, before and after calibration: the chart of the documentation.
public enum CalibrationCurves {
    private static let (features, learned, fitted, judged, bins) = (20, 400, 2_000, 50_000, 10)

    /// Trains a network on few examples until it is too sure, calibrates it on others, and writes
    /// `calibration-reliability.svg`, judged by still others.
    ///
    /// - Parameters:
    ///   - folder: where the chart goes.
    ///   - tell: called with the errors of each kind.
    /// - Throws: what training or writing throws.
    public static func write(to folder: String, tell: (BenchmarkFigure) -> Void) throws {
        var random = RandomSource(seed: 2)
        let truth = (0..<features).map { _ in 0.6 * random.normal() }
        func examples(_ count: Int) -> (rows: [Float], labels: [Int]) {
            var (rows, labels) = ([Float](), [Int]())
            for _ in 0..<count {
                let row = (0..<features).map { _ in random.normal() }
                let logit = zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 }
                rows += row.map { Float($0) }
                labels.append(random.uniform() < 1 / (1 + exp(-logit)) ? 1 : 0)
            }
            return (rows, labels)
        }
        let logits = try network(examples(learned))
        let (calibration, test) = (examples(fitted), examples(judged))
        let (known, scores) = (try logits(calibration.rows), try logits(test.rows))
        let scaling = try TemperatureScaling(fitting: known, classes: 2, labels: calibration.labels)
        func plain(_ logits: [Double]) -> [Double] {
            stride(from: 0, to: logits.count, by: 2).map { 1 / (1 + exp(logits[$0] - logits[$0 + 1])) }
        }
        let steps = try IsotonicRegression(
            scores: plain(known), targets: calibration.labels.map(Double.init))
        let outcomes = test.labels.map { $0 == 1 }
        let kinds: [(String, String, [Double])] = [
            ("as it is", "#d62728", plain(scores)),
            ("temperature", "#1f77b4", plain(scores.map { $0 / scaling.temperature })),
            ("isotonic", "#2ca02c", plain(scores).map { min(1, max(0, steps($0))) }),
        ]
        var series: [LineChart.Series] = [
            .init(
                name: "right", color: "#999999", values: (0..<bins).map { (Double($0) + 0.5) / Double(bins) })
        ]
        for (name, color, predictions) in kinds {
            series.append(.init(name: name, color: color, values: shares(predictions, outcomes)))
            tell(
                BenchmarkFigure(
                    "calibration, \(name)",
                    [
                        (
                            "expected_error",
                            Measure.rounded(
                                try CalibrationError.expected(predictions: predictions, outcomes: outcomes))
                        ),
                        (
                            "brier",
                            Measure.rounded(try CalibrationError.brier(predictions: predictions, outcomes: outcomes))
                        ),
                        ("temperature", Measure.rounded(name == "temperature" ? scaling.temperature : 1)),
                    ]))
        }
        let chart = LineChart(
            title: "How often predictions come true, 50,000 examples", xLabel: "predicted (tenths)",
            yLabel: "share that came true", x: (0..<bins).map { (Double($0) + 0.5) / Double(bins) }, top: 1,
            series: series)
        try Data(chart.svg.utf8).write(to: URL(filePath: folder).appending(path: "calibration-reliability.svg"))
    }

    /// By tenths of predictions, the share that came true; of an empty tenth that of the one before.
    private static func shares(_ predictions: [Double], _ outcomes: [Bool]) -> [Double] {
        var (counts, trues) = ([Int](repeating: 0, count: bins), [Int](repeating: 0, count: bins))
        for (prediction, outcome) in zip(predictions, outcomes) {
            let bin = min(bins - 1, Int(prediction * Double(bins)))
            counts[bin] += 1
            trues[bin] += outcome ? 1 : 0
        }
        var last = 0.0
        return (0..<bins).map { bin in
            if counts[bin] > 0 { last = Double(trues[bin]) / Double(counts[bin]) }
            return last
        }
    }

    /// A network that has gone through few examples many times; gives two logits a row.
    private static func network(
        _ examples: (rows: [Float], labels: [Int])
    ) throws -> (_ rows: [Float]) throws -> [Double] {
        var random = RandomSource(seed: 5)
        let parameters = Parameters()
        let layers = try MultiLayerPerceptron("n", sizes: [features, 64, 64, 2], in: parameters, using: &random)
        let graph = Graph(parameters, for: .training)
        let (x, labels) = (graph.input(columns: features), graph.indexInput())
        try graph.minimise(graph.crossEntropy(layers(x, in: graph), classes: labels))
        try graph.setRows(.batch, to: examples.labels.count)
        try graph.write(examples.rows, to: x)
        try graph.write(examples.labels, to: labels)
        var optimiser = Adam()
        for _ in 0..<120 {
            try graph.forward()
            try graph.backward()
            try optimiser.step(parameters)
        }
        let acting = Graph(parameters, for: .inference)
        let input = acting.input(columns: features)
        let output = try layers(input, in: acting)
        return { rows in
            try acting.setRows(.batch, to: rows.count / features)
            try acting.write(rows, to: input)
            try acting.forward()
            return acting.values(of: output).map(Double.init)
        }
    }
}
