import AnnealLearning
import Foundation

/// Five-fold figures of boosted trees on tables (`*.csv`, the last two columns target and fold 0 … 4), with the first
/// predictions of fold 0 to compare with those of other bindings.
enum TreesBenchmark {
    private struct Table {
        var name: String
        var features: [[Float]]
        var targets: [Float]
        var folds: [Int]
    }

    static func run(folder: String?) throws {
        guard let folder else {
            print("trees: give a folder of tables")
            return
        }
        print("XGBoost \(try BoostedTrees.libraryVersion())")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }.sorted()
        for name in names {
            let table = try read("\(folder)/\(name)", name: name)
            for method: TreeParameters.Method in [.exact, .hist] { try measure(table, method) }
        }
    }

    private static func read(_ path: String, name: String) throws -> Table {
        var table = Table(name: name, features: [], targets: [], folds: [])
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        for line in text.split(separator: "\n").dropFirst() {
            let numbers = line.split(separator: ",").compactMap { Float($0) }
            guard numbers.count > 2 else { continue }
            table.features.append(Array(numbers.dropLast(2)))
            table.targets.append(numbers[numbers.count - 2])
            table.folds.append(Int(numbers[numbers.count - 1]))
        }
        return table
    }

    private static func measure(_ table: Table, _ method: TreeParameters.Method) throws {
        let isBinary = Set(table.targets) == [0, 1]
        var parameters = TreeParameters(objective: isBinary ? .logistic : .squaredError, rounds: 100)
        parameters.learningRate = 0.1
        parameters.maximumDepth = 4
        parameters.method = method
        parameters.baseScore = isBinary ? 0.5 : 150
        var scores: [Double] = []
        var first: [Float] = []
        var fastest = Duration.seconds(1_000)
        for fold in 0..<5 {
            let train = table.folds.indices.filter { table.folds[$0] != fold }
            let test = table.folds.indices.filter { table.folds[$0] == fold }
            func rows(_ indices: [Int]) throws -> FeatureTable {
                try FeatureTable(indices.flatMap { table.features[$0] }, columns: table.features[0].count)
            }
            let examples = BoostedTrees.Examples(try rows(train), labels: train.map { table.targets[$0] })
            let start = ContinuousClock.now
            let model = try BoostedTrees.train(examples, parameters: parameters)
            fastest = min(fastest, ContinuousClock.now - start)
            let predictions = try model.predict(rows(test))
            if fold == 0 { first = Array(predictions.prefix(3)) }
            let labels = test.map { table.targets[$0] }
            scores.append(isBinary ? auc(predictions, labels) : rootMeanSquare(predictions, labels))
        }
        let mean = scores.reduce(0, +) / 5
        print(
            "  \(table.name) \(method.rawValue): \(isBinary ? "AUC" : "RMSE") \(String(format: "%.6f", mean)), training",
            "\(fastest) a fold, first predictions \(first)")
    }

    private static func rootMeanSquare(_ predictions: [Float], _ labels: [Float]) -> Double {
        let sum = zip(predictions, labels).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        return (sum / Double(labels.count)).squareRoot()
    }

    /// The share of pairs of a positive and a negative row in which the positive one has the larger prediction.
    private static func auc(_ predictions: [Float], _ labels: [Float]) -> Double {
        var larger = 0.0
        var pairs = 0.0
        for positive in labels.indices where labels[positive] == 1 {
            for negative in labels.indices where labels[negative] == 0 {
                pairs += 1
                if predictions[positive] > predictions[negative] { larger += 1 }
                if predictions[positive] == predictions[negative] { larger += 0.5 }
            }
        }
        return larger / pairs
    }
}
