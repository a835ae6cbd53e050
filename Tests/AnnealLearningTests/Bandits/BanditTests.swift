import AnnealLearning
import Foundation
import Testing

@Suite("Bandits") struct BanditTests {
    @Test("a linear model has the weights of ridge regression")
    func ridge() throws {
        var model = try LinearModel(size: 2, ridge: 2)
        for (context, reward) in [([1.0, 0], 1.0), ([1, 1], 3), ([0, 2], 2)] {
            try model.learn(context, reward: reward)
        }
        // (2 I + Σ x xᵀ) = [[4, 1], [1, 7]], Σ r x = [4, 7]: weights [21, 24] / 27.
        #expect(abs(model.weights[0] - 21.0 / 27) < 1e-12)
        #expect(abs(model.weights[1] - 24.0 / 27) < 1e-12)
        #expect(abs(try model.uncertainty([1, 0]) - 7.0 / 27) < 1e-12)
        #expect(abs(try model.prediction([1, 2]) - 69.0 / 27) < 1e-12)
        #expect(model.count == 3)
    }

    @Test("drawn weights have the model's mean and covariance")
    func sampled() throws {
        var model = try LinearModel(size: 2)
        try model.learn([1, 1], reward: 2)
        var random = RandomSource(seed: 1)
        let draws = (0..<20_000).map { _ in model.sampledWeights(scale: 2, random: &random) }
        let mean = draws.reduce(0) { $0 + $1[0] } / 20_000
        // The inverse of [[2, 1], [1, 2]] is [[2, -1], [-1, 2]] / 3; weights 2 / 3.
        #expect(abs(mean - 2.0 / 3) < 0.05)
        var covariance = 0.0
        for draw in draws { covariance += (draw[0] - 2.0 / 3) * (draw[1] - 2.0 / 3) / 20_000 }
        #expect(abs(covariance + 4.0 / 3) < 0.1)
    }

    /// The regret of the second half of 1,000 pulls.
    private func lateRegret(
        _ environment: inout BanditEnvironment, choose: (_ context: [Double]) throws -> Int,
        learn: (_ arm: Int, _ context: [Double], _ reward: Double) throws -> Void
    ) throws -> Double {
        var first = 0.0
        for pull in 0..<1_000 {
            if pull == 500 { first = environment.regret }
            let context = environment.reset().map(Double.init)
            let arm = try choose(context)
            try learn(arm, context, Double(try environment.step(arm).outcome.reward))
        }
        return environment.regret - first
    }

    private func linear(seed: UInt64) throws -> BanditEnvironment {
        try BanditEnvironment(.linear(weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], deviation: 0.3), seed: seed)
    }

    @Test("LinUCB learns which arm a context asks for; choosing at random would cost 250 in that time")
    func linUCB() throws {
        var bandit = try LinUCB(arms: 3, contextSize: 3, exploration: 0.5)
        var environment = try linear(seed: 1)
        let regret = try lateRegret(&environment) {
            try bandit.choose($0)
        } learn: {
            try bandit.learn(arm: $0, context: $1, reward: $2)
        }
        #expect(regret < 15)
    }

    @Test("linear Thompson sampling learns it too")
    func linearThompson() throws {
        var bandit = try LinearThompsonSampling(arms: 3, contextSize: 3, deviation: 0.3)
        var random = RandomSource(seed: 2)
        var environment = try linear(seed: 2)
        let regret = try lateRegret(&environment) {
            try bandit.choose($0, random: &random)
        } learn: {
            try bandit.learn(arm: $0, context: $1, reward: $2)
        }
        #expect(regret < 15)
        let probabilities = try bandit.probabilities([1, 0, 0], draws: 200, random: &random)
        #expect(probabilities[0] > 0.95 && abs(probabilities.reduce(0, +) - 1) < 1e-12)
    }

    @Test("Thompson sampling of success rates finds the best arm")
    func betaThompson() throws {
        var bandit = try BetaThompsonSampling(arms: 3)
        var random = RandomSource(seed: 3)
        var environment = try BanditEnvironment(.bernoulli(probabilities: [0.3, 0.5, 0.7]), seed: 3)
        let regret = try lateRegret(&environment) { _ in
            try bandit.choose(random: &random)
        } learn: { arm, _, reward in
            try bandit.learn(arm: arm, reward: reward)
        }
        #expect(regret < 15)
        #expect(abs(bandit.expectedRate(of: 2) - 0.7) < 0.06)
        let stored = try JSONDecoder().decode(BetaThompsonSampling.self, from: JSONEncoder().encode(bandit))
        #expect(stored == bandit)
    }

    @Test("beta numbers have the mean and variance of the distribution", arguments: [(2.0, 3.0), (0.5, 0.5), (30, 1)])
    func beta(_ a: Double, _ b: Double) {
        var random = RandomSource(seed: 4)
        let draws = (0..<20_000).map { _ in random.beta(a, b) }
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        let sum = a + b
        let expected = a * b / (sum * sum * (sum + 1))
        #expect(abs(mean - a / sum) < 0.01)
        #expect(abs(variance - expected) < 0.005)
        #expect(draws.allSatisfy { (0...1).contains($0) })
    }

    @Test("masks are kept, and what makes no sense is an error")
    func refused() throws {
        var random = RandomSource(seed: 5)
        var linUCB = try LinUCB(arms: 2, contextSize: 1)
        let thompson = try LinearThompsonSampling(arms: 2, contextSize: 1)
        var beta = try BetaThompsonSampling(arms: 2)
        for _ in 0..<20 {
            #expect(try linUCB.choose([1], allowed: [false, true]) == 1)
            #expect(try thompson.choose([1], allowed: [false, true], random: &random) == 1)
            #expect(try beta.choose(allowed: [false, true], random: &random) == 1)
        }
        #expect(throws: LearningError.self) { try linUCB.choose([1], allowed: [false, false]) }
        #expect(throws: LearningError.self) { try linUCB.choose([1], allowed: [true]) }
        #expect(throws: LearningError.self) { try linUCB.choose([1, 2]) }
        #expect(throws: LearningError.self) { try linUCB.choose([.nan]) }
        #expect(throws: LearningError.self) { try linUCB.learn(arm: 2, context: [1], reward: 0) }
        #expect(throws: LearningError.self) { try linUCB.learn(arm: 0, context: [1], reward: .nan) }
        #expect(throws: LearningError.self) { try thompson.choose([], random: &random) }
        #expect(throws: LearningError.self) { try beta.learn(arm: 0, reward: 2) }
        #expect(throws: LearningError.self) { try beta.learn(arm: -1, reward: 1) }
        #expect(throws: LearningError.self) { try LinUCB(arms: 0, contextSize: 1) }
        #expect(throws: LearningError.self) { try LinUCB(arms: 1, contextSize: 0) }
        #expect(throws: LearningError.self) { try LinearThompsonSampling(arms: 1, contextSize: 1, ridge: 0) }
        #expect(throws: LearningError.self) { try BetaThompsonSampling(arms: 1, priorSuccesses: 0) }
    }
}
