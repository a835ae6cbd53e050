import AnnealLearning
import Testing

@Suite("Calibration") struct CalibrationTests {
    @Test("the expected error and Brier's score are what a hand computes")
    func byHand() throws {
        let predictions = [0.1, 0.15, 0.9, 0.95, 1.0]
        let outcomes = [false, true, true, true, false]
        // Two bins: (0.125, 1/2) with two of five, (0.95, 2/3) with three: 0.4 · 0.375 + 0.6 · 0.28333.
        let error = try CalibrationError.expected(predictions: predictions, outcomes: outcomes, bins: 5)
        #expect(abs(error - 0.32) < 1e-12)
        let brier = try CalibrationError.brier(predictions: predictions, outcomes: outcomes)
        #expect(abs(brier - 0.349) < 1e-12)
        let bins = try CalibrationError.bins(predictions: predictions, outcomes: outcomes, bins: 5)
        #expect(bins.map(\.count) == [2, 3])
    }

    @Test("the temperature with which logits were drawn is found, and lowers the error")
    func temperature() throws {
        var random = RandomSource(seed: 1)
        let truth = try TemperatureScaling(temperature: 2.5)
        var logits: [Double] = []
        var labels: [Int] = []
        for _ in 0..<6_000 {
            let row = (0..<3).map { _ in 4 * random.normal() }
            labels.append(random.index(weighted: truth.probabilities(row)) ?? 0)
            logits += row
        }
        let fitted = try TemperatureScaling(fitting: logits, classes: 3, labels: labels)
        #expect(abs(fitted.temperature - 2.5) < 0.15)
        func error(_ scaling: TemperatureScaling) throws -> Double {
            let predictions = labels.indices.map { scaling.probabilities(Array(logits[3 * $0..<3 * $0 + 3]))[0] }
            return try CalibrationError.expected(predictions: predictions, outcomes: labels.map { $0 == 0 })
        }
        #expect(try error(fitted) < 0.5 * error(TemperatureScaling(temperature: 1)))
    }

    @Test("labels that are always right ask for the lowest temperature, without a crash")
    func separable() throws {
        let scaling = try TemperatureScaling(fitting: [5, 0, 0, 5], classes: 2, labels: [0, 1])
        #expect(abs(scaling.temperature - 0.01) < 1e-6)
        #expect(scaling.probabilities([1_000, 0]) == [1, 0])
    }

    @Test("isotonic regression pools what falls, equal scores first")
    func isotonic() throws {
        let regression = try IsotonicRegression(scores: [1, 2, 3, 4, 5], targets: [1, 3, 2, 4, 3.5])
        #expect([1, 2, 3, 4, 5].map { regression($0) } == [1, 2.5, 2.5, 3.75, 3.75])
        #expect(regression(1.5) == 1.75 && regression(-9) == 1 && regression(99) == 3.75)
        let ties = try IsotonicRegression(scores: [1, 2, 2], targets: [1, 0, 10])
        #expect(ties(1) == 1 && ties(2) == 5)
        let weighted = try IsotonicRegression(scores: [2, 1], targets: [0, 1], weights: [3, 1])
        #expect(weighted(1) == 0.25 && weighted(2) == 0.25)
    }

    @Test("isotonic regression is the nearest of all functions that do not fall")
    func nearest() throws {
        var random = RandomSource(seed: 2)
        for _ in 0..<20 {
            let targets = (0..<6).map { _ in Double(random.index(below: 5)) }
            let regression = try IsotonicRegression(scores: (0..<6).map(Double.init), targets: targets)
            let fitted = (0..<6).map { regression(Double($0)) }
            #expect(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 })
            func loss(_ values: [Double]) -> Double {
                zip(values, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            for _ in 0..<50 {
                let other = zip(fitted, (0..<6).map { _ in 0.3 * random.normal() }).map { $0 + $1 }.sorted()
                #expect(loss(fitted) <= loss(other) + 1e-12)
            }
        }
    }

    @Test("lengths, labels and numbers that make no sense are errors")
    func refused() {
        #expect(throws: LearningError.self) { try CalibrationError.expected(predictions: [], outcomes: []) }
        #expect(throws: LearningError.self) { try CalibrationError.expected(predictions: [1], outcomes: []) }
        #expect(throws: LearningError.self) { try CalibrationError.expected(predictions: [1.5], outcomes: [true]) }
        #expect(throws: LearningError.self) { try CalibrationError.brier(predictions: [.nan], outcomes: [true]) }
        #expect(throws: LearningError.self) { try CalibrationError.bins(predictions: [1], outcomes: [true], bins: 0) }
        #expect(throws: LearningError.self) { try TemperatureScaling(temperature: 0) }
        #expect(throws: LearningError.self) { try TemperatureScaling(fitting: [1], classes: 2, labels: [0]) }
        #expect(throws: LearningError.self) { try TemperatureScaling(fitting: [1, 2], classes: 2, labels: [2]) }
        #expect(throws: LearningError.self) { try TemperatureScaling(fitting: [1, .nan], classes: 2, labels: [0]) }
        #expect(throws: LearningError.self) { try IsotonicRegression(scores: [], targets: []) }
        #expect(throws: LearningError.self) { try IsotonicRegression(scores: [1], targets: [1, 2]) }
        #expect(throws: LearningError.self) { try IsotonicRegression(scores: [.nan], targets: [1]) }
        #expect(throws: LearningError.self) { try IsotonicRegression(scores: [1], targets: [1], weights: [0]) }
    }
}
