import AnnealLearning
import Testing

@Suite("Transitions over several steps") struct NStepAccumulatorTests {
    private struct Emitted: Equatable {
        var action: Int
        var reward: Float
        var discount: Float
        var observation: Float
        var at: Int
    }

    private func emitted(_ outcomes: [StepOutcome], steps: Int, discount: Float) throws -> [Emitted] {
        var accumulator = try NStepAccumulator(steps: steps, discount: discount, observationSize: 1)
        var result: [Emitted] = []
        for (index, outcome) in outcomes.enumerated() {
            try [Float(index) * 10].withUnsafeBufferPointer { observation throws(LearningError) in
                try accumulator.take(observation: observation, action: index, outcome: outcome) { transition, before in
                    result.append(
                        Emitted(
                            action: transition.action, reward: transition.reward, discount: transition.discount,
                            observation: before[0], at: index))
                }
            }
        }
        return result
    }

    @Test("rewards of three steps are discounted, and an end hands out what is pending")
    func terminated() throws {
        let outcomes = [1, 2, 4, 8].map { StepOutcome(reward: $0, isTerminated: $0 == 8) }
        #expect(
            try emitted(outcomes, steps: 3, discount: 0.5) == [
                Emitted(action: 0, reward: 1 + 1 + 1, discount: 0.125, observation: 0, at: 2),
                Emitted(action: 1, reward: 2 + 2 + 2, discount: 0, observation: 10, at: 3),
                Emitted(action: 2, reward: 4 + 4, discount: 0, observation: 20, at: 3),
                Emitted(action: 3, reward: 8, discount: 0, observation: 30, at: 3),
            ])
    }

    @Test("after a cut-off the next value counts, by the steps there were")
    func truncated() throws {
        let outcomes = [
            StepOutcome(reward: 1), StepOutcome(reward: 2, isTruncated: true),
            StepOutcome(reward: 5, isTerminated: true),
        ]
        #expect(
            try emitted(outcomes, steps: 3, discount: 0.5) == [
                Emitted(action: 0, reward: 2, discount: 0.25, observation: 0, at: 1),
                Emitted(action: 1, reward: 2, discount: 0.5, observation: 10, at: 1),
                Emitted(action: 2, reward: 5, discount: 0, observation: 20, at: 2),
            ])
    }

    @Test("one step gives the steps themselves")
    func single() throws {
        let transitions = try emitted([StepOutcome(reward: 1), StepOutcome(reward: 2)], steps: 1, discount: 0.9)
        #expect(transitions.map(\.reward) == [1, 2])
        #expect(transitions.allSatisfy { $0.discount == 0.9 })
        #expect(throws: LearningError.self) { try NStepAccumulator(steps: 0, discount: 0.9, observationSize: 1) }
        #expect(throws: LearningError.self) { try NStepAccumulator(steps: 1, discount: 1.5, observationSize: 1) }
    }
}
