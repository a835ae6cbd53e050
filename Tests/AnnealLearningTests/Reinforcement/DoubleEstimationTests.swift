import AnnealLearning
import Testing

@Suite("What a DQN wants") struct DoubleEstimationTests {
    /// One state for ever; both actions pay 1.
    private struct Forever: Environment {
        var observationSize: Int { 1 }
        var actionCount: Int { 2 }
        mutating func seed(_ seed: UInt64) {}
        mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) { observation[0] = 1 }
        mutating func step(
            _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
        ) throws(LearningError) -> StepOutcome {
            observation[0] = 1
            return StepOutcome(reward: 1)
        }
    }

    @Test(
        "the learning network chooses the action whose value the target network tells, when double",
        arguments: [false, true])
    func double(isDouble: Bool) throws {
        let wanted: Float = isDouble ? 1 + 0.5 * 3 : 1 + 0.5 * 9
        for isPrioritized in [false, true] {
            var settings = DQNSettings.dqn(totalSteps: 100)
            settings.hidden = []
            settings.discount = 0.5
            settings.learningStarts = 0
            settings.trainingInterval = 8
            settings.gradientSteps = 1
            settings.batchSize = 1
            settings.targetInterval = 1_000
            settings.loss = .squared
            settings.exploration = .constant(1)
            settings.isDouble = isDouble
            if isPrioritized { settings.sampling = .prioritized(exponent: 0.6, correction: 0.4) }
            let trainer = try DQNTrainer(VectorEnvironment([Forever()], seed: 1), settings: settings, seed: 3)
            // Actions are worth 1 and 2 to the network that learns, 9 and 3 to the other: their best ones differ.
            for (parameters, values) in [(trainer.parameters, [1, 2]), (trainer.targetParameters, [9, 3] as [Float])] {
                let weight = try #require(parameters.parameter(named: "q.advantages.weight"))
                let bias = try #require(parameters.parameter(named: "q.advantages.bias"))
                try parameters.set(weight, to: [0, 0])
                try parameters.set(bias, to: values)
            }
            try trainer.update()
            // The batch's one transition is of either action.
            let losses = [Float(1), 2].map { ($0 - wanted) * ($0 - wanted) }
            #expect(losses.contains { abs($0 - trainer.lastLoss) < 1e-4 }, "\(trainer.lastLoss) is none of \(losses)")
        }
    }
}
