import AnnealLearning
import Testing

@Suite("The bandit suite") struct BanditEnvironmentTests {
    private func meanReward(_ environment: inout BanditEnvironment, arm: Int, pulls: Int) throws -> Double {
        var sum = 0.0
        for _ in 0..<pulls {
            _ = environment.reset()
            sum += Double(try environment.step(arm).outcome.reward)
        }
        return sum / Double(pulls)
    }

    @Test("arms pay what they are said to, and regret is what the best arm earns more")
    func means() throws {
        var coins = try BanditEnvironment(.bernoulli(probabilities: [0.2, 0.7]), seed: 1)
        #expect(coins.bestArm == 1)
        #expect(abs(try meanReward(&coins, arm: 0, pulls: 5_000) - 0.2) < 0.03)
        #expect(abs(coins.regret - 2_500) < 1e-6)
        var normal = try BanditEnvironment(.gaussian(means: [1, -1], deviation: 0.5), seed: 2)
        #expect(abs(try meanReward(&normal, arm: 1, pulls: 5_000) + 1) < 0.05)
    }

    @Test("a context decides which arm is best")
    func linear() throws {
        var environment = try BanditEnvironment(.linear(weights: [[1, 0], [0, 1]], deviation: 0), seed: 3)
        for _ in 0..<50 {
            let context = environment.reset()
            #expect(context.allSatisfy { abs($0) <= 1 })
            let best = environment.bestArm
            #expect(context[best] == context.max())
            let (_, outcome) = try environment.step(best)
            #expect(abs(outcome.reward - context[best]) < 1e-6)
            #expect(outcome.isTerminated)
        }
        #expect(environment.regret == 0)
    }

    @Test("drifting arms move")
    func drifting() throws {
        var environment = try BanditEnvironment(.drifting(means: [0, 0], deviation: 1, drift: 0.1), seed: 4)
        _ = try meanReward(&environment, arm: 0, pulls: 10)
        #expect(environment.expectedReward(of: 0) != 0 && environment.expectedReward(of: 1) != 0)
    }

    @Test("bandits that cannot be are errors")
    func refused() throws {
        #expect(throws: LearningError.self) { try BanditEnvironment(.bernoulli(probabilities: [])) }
        #expect(throws: LearningError.self) { try BanditEnvironment(.bernoulli(probabilities: [1.5])) }
        #expect(throws: LearningError.self) { try BanditEnvironment(.gaussian(means: [.nan], deviation: 1)) }
        #expect(throws: LearningError.self) { try BanditEnvironment(.gaussian(means: [0], deviation: -1)) }
        #expect(throws: LearningError.self) { try BanditEnvironment(.linear(weights: [[1], [1, 2]], deviation: 0)) }
        #expect(throws: LearningError.self) { try BanditEnvironment(.linear(weights: [[]], deviation: 0)) }
        var environment = try BanditEnvironment(.bernoulli(probabilities: [0.5]))
        #expect(throws: LearningError.self) { try environment.step(0) }
    }
}
