import AnnealLearning
import Foundation
import Testing

@Suite("Boosted trees", .enabled(if: BoostedTrees.isAvailable, "XGBoost's C library is not installed"))
struct BoostedTreesTests {
    /// The features of a row, and what its label is made of.
    private static func row(_ index: Int) -> (features: [Float], level: Double) {
        let first = Double(7 * index % 48) / 48
        let second = Double(11 * index % 13) / 13
        let third = index % 5 == 0 ? Float.nan : Float(index % 4) / 4
        let step: Double = index % 4 == 3 ? 1 : 0
        return ([Float(first), Float(second), third], 3 * first - 2 * second + step)
    }

    private let levels: [Double] = (0..<48).map { Self.row($0).level }

    private func table() throws -> FeatureTable {
        try FeatureTable((0..<48).flatMap { Self.row($0).features }, columns: 3)
    }

    private func parameters(
        _ objective: TreeParameters.Objective, rounds: Int, _ method: TreeParameters.Method = .exact
    ) -> TreeParameters {
        var parameters = TreeParameters(objective: objective, rounds: rounds)
        parameters.maximumDepth = 3
        parameters.method = method
        parameters.baseScore = 0.5
        return parameters
    }

    private func train(_ parameters: TreeParameters, _ labels: [Float]) throws -> BoostedTrees {
        try BoostedTrees.train(.init(table(), labels: labels), parameters: parameters)
    }

    private func expect(_ values: [Float], near reference: [Float]) {
        #expect(values.count >= reference.count)
        for (value, expected) in zip(values, reference) {
            #expect(abs(value - expected) < 1e-6 * max(1, abs(expected)))
        }
    }

    @Test("predictions are those of the Python package: numbers, probabilities, classes")
    func reference() throws {
        let squares = try train(parameters(.squaredError, rounds: 10), levels.map { Float($0) })
        expect(try squares.predict(table()), near: XGBoostReference.squaredError)
        let logistic = try train(parameters(.logistic, rounds: 10, .hist), levels.map { $0 > 0.5 ? Float(1) : 0 })
        expect(try logistic.predict(table()), near: XGBoostReference.logistic)
        let classes = levels.map { Float($0 < 0 ? 0 : $0 < 1 ? 1 : 2) }
        let softmax = try train(parameters(.softmax(classes: 3), rounds: 3), classes)
        let probabilities = try softmax.predict(table())
        #expect(probabilities.count == 144)
        #expect(abs(probabilities[0] + probabilities[1] + probabilities[2] - 1) < 1e-6)
        expect(probabilities, near: XGBoostReference.softmax)
    }

    @Test("importance is that of the Python package")
    func importance() throws {
        let model = try train(parameters(.squaredError, rounds: 10), levels.map { Float($0) })
        let gain = try model.importance(.gain)
        for (feature, expected) in XGBoostReference.gain.enumerated() {
            #expect(abs((gain[feature] ?? 0) - expected) < 1e-5 * expected)
        }
        #expect(try model.importance(.splits).values.allSatisfy { $0 >= 1 && $0 == $0.rounded() })
    }

    @Test("constraints hold: predictions never fall with a feature that must not make them fall")
    func monotone() throws {
        var constrained = parameters(.squaredError, rounds: 10)
        constrained.monotone = [0, 1, 0]
        let model = try train(constrained, levels.map { Float($0) })
        expect(try model.predict(table()), near: XGBoostReference.monotone)
        let grid = try FeatureTable((0..<20).flatMap { [0.4, Float($0) / 20, 0.5] as [Float] }, columns: 3)
        let values = try model.predict(grid)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        let free = try train(parameters(.squaredError, rounds: 10), levels.map { Float($0) })
        let others = try free.predict(grid)
        #expect(!zip(others, others.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("training stops early and keeps the best round")
    func earlyStopping() throws {
        // Labels without any pattern: what is learned from some does not help with others.
        var random = RandomSource(seed: 1)
        func noise(_ rows: Int) throws -> BoostedTrees.Examples {
            .init(
                try FeatureTable((0..<rows * 3).map { _ in random.uniformFloat() }, columns: 3),
                labels: (0..<rows).map { _ in random.uniformFloat() })
        }
        let validation = try noise(50)
        let model = try BoostedTrees.train(
            noise(50), parameters: parameters(.squaredError, rounds: 100), validation: validation, patience: 5)
        let scores = model.validationScores
        let best = try #require(scores.indices.min { scores[$0] < scores[$1] })
        #expect(scores.count == best + 6)
        #expect(try model.rounds() == best + 1)
        var squares = 0.0
        for (prediction, label) in zip(try model.predict(validation.table), validation.labels) {
            squares += Double((prediction - label) * (prediction - label))
        }
        #expect(abs((squares / 50).squareRoot() - scores[best]) < 1e-5)
    }

    @Test("a stored model predicts the same, bit for bit")
    func stored() throws {
        let model = try train(parameters(.logistic, rounds: 5), levels.map { $0 > 0.5 ? Float(1) : 0 })
        let again = try BoostedTrees(json: model.json(), source: "model.json")
        #expect(try again.predict(table()) == model.predict(table()))
        #expect(again.columns == 3)
        #expect(try again.rounds() == 5)
    }

    @Test("models with anything changed in them are read or are errors, and what is read predicts")
    func fuzzed() throws {
        let bytes = try train(parameters(.squaredError, rounds: 2), levels.map { Float($0) }).json()
        let rows = try table()
        for length in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: LearningError.self) { try BoostedTrees(json: Array(bytes[..<length]), source: "cut") }
        }
        var random = RandomSource(seed: 2)
        let digits = Array("0123456789-[]{},".utf8)
        var refused = 0
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0...random.index(below: 2) {
                changed[random.index(below: changed.count)] = digits[random.index(below: digits.count)]
            }
            do throws(LearningError) {
                let model = try BoostedTrees(json: changed, source: "changed")
                if model.columns == 3 { _ = try? model.predict(rows) }
            } catch { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test("tables, labels and parameters that do not fit are errors")
    func refused() throws {
        #expect(throws: LearningError.self) { try FeatureTable([], columns: 3) }
        #expect(throws: LearningError.self) { try FeatureTable([1, 2], columns: 3) }
        #expect(throws: LearningError.self) { try FeatureTable([1, .infinity], columns: 2) }
        let good = parameters(.squaredError, rounds: 1)
        let labels = levels.map { Float($0) }
        #expect(throws: LearningError.self) { try train(good, [1]) }
        #expect(throws: LearningError.self) { try train(good, [.nan] + labels.dropFirst()) }
        #expect(throws: LearningError.self) { try train(parameters(.logistic, rounds: 1), labels) }
        #expect(throws: LearningError.self) { try train(parameters(.softmax(classes: 1), rounds: 1), labels) }
        #expect(throws: LearningError.self) { try train(parameters(.squaredError, rounds: 0), labels) }
        var wrong = good
        wrong.monotone = [1]
        #expect(throws: LearningError.self) { try train(wrong, labels) }
        let model = try train(good, labels)
        #expect(throws: LearningError.self) { try model.predict(FeatureTable([1, 2], columns: 2)) }
        #expect(throws: LearningError.self) { try BoostedTrees(json: Array("{}".utf8), source: "x") }
    }

    @Test("an order is learned within groups: only rows of one group are compared")
    func groups() throws {
        // In each group the row with the larger feature is better; the groups' levels say the opposite.
        let table = try FeatureTable((0..<20).flatMap { [Float($0 % 2), Float(-($0 / 2))] }, columns: 2)
        let labels = (0..<20).map { Float($0 % 2) }
        let examples = BoostedTrees.Examples(table, labels: labels, groups: Array(repeating: 2, count: 10))
        for objective in [TreeParameters.Objective.rankPairwise, .rankGain] {
            var parameters = parameters(objective, rounds: 10)
            parameters.minimumChildWeight = 0
            let values = try BoostedTrees.train(examples, parameters: parameters).predict(table)
            for group in 0..<10 { #expect(values[2 * group + 1] > values[2 * group]) }
        }
        // What counts is told for each group, and for nothing else.
        // The last group says the opposite of the others.
        let mixed = Array(labels.dropLast(2)) + [1, 0]
        func train(_ weights: [Float]) throws -> [Float] {
            let weighted = BoostedTrees.Examples(
                table, labels: mixed, weights: weights, groups: Array(repeating: 2, count: 10))
            var parameters = parameters(.rankPairwise, rounds: 2)
            parameters.minimumChildWeight = 0
            return try BoostedTrees.train(weighted, parameters: parameters).predict(table)
        }
        let heavy = [Float](repeating: 1, count: 9) + [50]
        #expect(try train(heavy) != train([Float](repeating: 1, count: 10)))
        for count in [20, 9, 0] {
            let error = #expect(throws: LearningError.self) { try train([Float](repeating: 1, count: count)) }
            #expect(error?.code == .shape && error?.remedy?.contains("groups") == true)
        }
        for groups in [[2, 2], [20, 0], [21]] {
            let wrong = BoostedTrees.Examples(table, labels: labels, groups: groups)
            #expect(throws: LearningError.self) {
                try BoostedTrees.train(wrong, parameters: parameters(.rankPairwise, rounds: 1))
            }
        }
    }
}
