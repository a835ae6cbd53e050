import AnnealLearning
import Testing

@Suite("Bounds of a mean") struct MeanBoundTests {
    @Test("closed forms: Hoeffding, empirical Bernstein, Student")
    func closedForms() throws {
        let values = [0.0, 1, 0, 1, 1, 0, 1, 1, 0, 1]
        var random = RandomSource(seed: 0)
        // ln(1/0.05) = 2.995732273553991, ln(2/0.05) = 3.688879454113936
        let hoeffding = try MeanBound.hoeffding(range: 0...1).lower(of: values, confidence: 0.95, random: &random)
        #expect(abs(hoeffding - (0.6 - (2.995732273553991 / 20).squareRoot())) < 1e-12)
        let bernstein = try MeanBound.empiricalBernstein(range: 0...1).upper(
            of: values + values + values + values, confidence: 0.95, random: &random)
        let logarithm = 3.688879454113936
        let variance = 9.6 / 39
        let slack = (variance * logarithm / 20).squareRoot() + 7 * logarithm / 117
        #expect(abs(bernstein - (0.6 + slack)) < 1e-12 || bernstein == 1)
        let student = try MeanBound.student.lower(of: values, confidence: 0.95, random: &random)
        #expect(abs(student - (0.6 - 1.833112932653634 * (0.24 / 9).squareRoot())) < 1e-9)
    }

    @Test("the bet finds the mean of many values, below them and not far")
    func betting() throws {
        var random = RandomSource(seed: 4)
        // Rewards under importance weights: mostly 0, now and then 20.
        let values = (0..<2_000).map { _ in random.uniform() < 0.05 ? 20.0 : 0 }
        let bet = try MeanBound.betting(atLeast: 0).lower(of: values, confidence: 0.95, random: &random)
        let bernstein = try MeanBound.empiricalBernstein(range: 0...20).lower(
            of: values, confidence: 0.95, random: &random)
        #expect(bet < 1 && bet > 0.75)
        #expect(bet > bernstein)
        #expect(try MeanBound.betting(atLeast: 0).upper(of: values, confidence: 0.95, random: &random) == .infinity)
        #expect(try MeanBound.betting(atLeast: 0).lower(of: [0, 0], confidence: 0.95, random: &random) == 0)
    }

    @Test("values all the same have the mean itself as their resampled bound")
    func constant() throws {
        var random = RandomSource(seed: 0)
        #expect(try MeanBound.bootstrap().lower(of: [2, 2, 2], confidence: 0.95, random: &random) == 2)
    }

    @Test("samples and settings that allow no bound are errors")
    func refused() {
        var random = RandomSource(seed: 0)
        func fails(_ bound: MeanBound, _ values: [Double], _ confidence: Double = 0.95) {
            #expect(throws: LearningError.self) {
                try bound.lower(of: values, confidence: confidence, random: &random)
            }
            #expect(throws: LearningError.self) {
                try bound.upper(of: values, confidence: confidence, random: &random)
            }
        }
        fails(.student, [])
        fails(.student, [1])
        fails(.student, [1, .nan])
        fails(.student, [1, 2], 1)
        fails(.student, [1, 2], .nan)
        fails(.hoeffding(range: 0...1), [0, 2])
        fails(.empiricalBernstein(range: 0...1), [-1, 0.5])
        fails(.betting(atLeast: 0), [-1, 1])
        fails(.betting(atLeast: 0, scale: 0), [1, 1])
        fails(.bootstrap(resamples: 0), [1, 2])
    }
}
