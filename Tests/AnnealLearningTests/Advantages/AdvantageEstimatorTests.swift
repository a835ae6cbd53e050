import AnnealLearning
import Testing

@Suite("Advantages and returns") struct AdvantageEstimatorTests {
    private func rollout(
        environments: Int = 1, rewards: [Float], values: [Float]? = nil, terminated: [Int] = [], truncated: [Int] = [],
        finalValue: Float = 0, last: Float = 0
    ) -> AdvantageEstimator.Rollout {
        AdvantageEstimator.Rollout(
            environments: environments, rewards: rewards,
            values: values ?? [Float](repeating: 0, count: rewards.count),
            terminated: rewards.indices.map { terminated.contains($0) },
            truncated: rewards.indices.map { truncated.contains($0) },
            finalValues: [Float](repeating: finalValue, count: rewards.count),
            lastValues: [Float](repeating: last, count: max(0, environments)))
    }

    private func generalized(
        _ rollout: AdvantageEstimator.Rollout, discount: Float, decay: Float
    ) throws -> (advantages: [Float], returns: [Float]) {
        var advantages = [Float](repeating: 0, count: rollout.rewards.count)
        var returns = advantages
        try AdvantageEstimator.generalized(
            rollout, discount: discount, decay: decay, into: &advantages, returns: &returns)
        return (advantages, returns)
    }

    private func nStep(_ rollout: AdvantageEstimator.Rollout, steps: Int, discount: Float) throws -> [Float] {
        var returns = [Float](repeating: 0, count: rollout.rewards.count)
        try AdvantageEstimator.nStep(rollout, steps: steps, discount: discount, into: &returns)
        return returns
    }

    @Test("without decay they are one-step errors")
    func oneStep() throws {
        let result = try generalized(rollout(rewards: [1, 2], values: [3, 5], last: 7), discount: 0.5, decay: 0)
        #expect(result.advantages == [0.5, 0.5])
        #expect(result.returns == [3.5, 5.5])
    }

    @Test("with decay 1 they are discounted returns less values")
    func monteCarlo() throws {
        let result = try generalized(rollout(rewards: [1, 2, 4], values: [3, 5, 6], last: 8), discount: 0.5, decay: 1)
        #expect(result.returns == [4, 6, 8])
        #expect(result.advantages == [1, 1, 2])
    }

    @Test("constant errors sum to a geometric series")
    func geometric() throws {
        let result = try generalized(rollout(rewards: [Float](repeating: 1, count: 50)), discount: 0.8, decay: 0.5)
        // Values 0: every error is 1, the advantage after k more steps (1 - 0.4^(k+1)) / 0.6.
        #expect(abs(result.advantages[0] - 1 / 0.6) < 1e-6)
        #expect(abs(result.advantages[48] - 1.4) < 1e-6)
    }

    @Test("an end stops both; a cut-off stops the sum and counts the last value")
    func ends() throws {
        let ended = try generalized(
            rollout(rewards: [1, 2, 4], terminated: [1], finalValue: 100, last: 8), discount: 0.5, decay: 1)
        #expect(ended.returns == [2, 2, 8])
        let cut = try generalized(
            rollout(rewards: [1, 2, 4], truncated: [1], finalValue: 10, last: 8), discount: 0.5, decay: 1)
        #expect(cut.returns == [4.5, 7, 8])
        let both = try generalized(
            rollout(rewards: [1], terminated: [0], truncated: [0], finalValue: 10), discount: 0.5, decay: 1)
        #expect(both.returns == [1])
    }

    @Test("environments do not mix")
    func environments() throws {
        let result = try generalized(
            rollout(environments: 2, rewards: [1, 10, 2, 20], terminated: [0]), discount: 0.5, decay: 1)
        #expect(result.returns == [1, 20, 2, 20])
    }

    @Test("returns over n steps: a sum of n rewards and the value after them")
    func nSteps() throws {
        let long = rollout(rewards: [1, 2, 4, 8], values: [10, 20, 40, 80], last: 160)
        #expect(try nStep(long, steps: 1, discount: 0.5) == [11, 22, 44, 88])
        #expect(try nStep(long, steps: 2, discount: 0.5) == [12, 24, 48, 88])
        let all = try nStep(long, steps: 9, discount: 0.5)
        #expect(try all == generalized(long, discount: 0.5, decay: 1).returns)
        let ended = rollout(
            rewards: [1, 2, 4, 8], values: [10, 20, 40, 80], terminated: [1], truncated: [2], finalValue: 6, last: 160)
        #expect(try nStep(ended, steps: 3, discount: 0.5) == [2, 2, 7, 88])
    }

    @Test("lengths that do not fit, discounts that are none and numbers that are not finite are errors")
    func refused() {
        #expect(throws: LearningError.self) { try generalized(rollout(rewards: []), discount: 1, decay: 1) }
        #expect(throws: LearningError.self) {
            try generalized(rollout(environments: 2, rewards: [1, 2, 3]), discount: 1, decay: 1)
        }
        #expect(throws: LearningError.self) {
            try generalized(rollout(environments: 0, rewards: [1]), discount: 1, decay: 1)
        }
        #expect(throws: LearningError.self) { try generalized(rollout(rewards: [1]), discount: 1.1, decay: 1) }
        #expect(throws: LearningError.self) { try generalized(rollout(rewards: [.nan]), discount: 1, decay: 1) }
        #expect(throws: LearningError.self) { try nStep(rollout(rewards: [1]), steps: 0, discount: 1) }
        #expect(throws: LearningError.self) { try nStep(rollout(rewards: [1], last: .nan), steps: 1, discount: 1) }
    }
}
