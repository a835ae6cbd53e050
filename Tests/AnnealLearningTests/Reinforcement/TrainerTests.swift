import AnnealLearning
import Foundation
import Testing

@Suite("Trainers") struct TrainerTests {
    private func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 1)
    }

    private func small(_ settings: ActorCriticSettings) -> ActorCriticSettings {
        var settings = settings
        settings.hidden = [16]
        settings.batchSize = 24
        settings.rolloutSteps = 16
        settings.epochs = 2
        settings.totalSteps = 640
        return settings
    }

    @Test("PPO learns to keep a pole up longer than chance does")
    func poleStaysUp() throws {
        var settings = ActorCriticSettings.ppo(totalSteps: 16_384)
        settings.hidden = [32]
        settings.rate = .linear(from: 4e-3, to: 1e-3, within: 1)
        settings.clip = .constant(0.2)
        let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: 3)
        try trainer.train()
        let returns = try trainer.evaluate(in: CartPole(), episodes: 5, seed: 9)
        // Random actions earn about 22.
        #expect(returns.reduce(0, +) / 5 > 60)
    }

    @Test("PPO and A2C learn which of two arms pays")
    func armThatPays() throws {
        for var settings in [ActorCriticSettings.ppo(totalSteps: 4_096), .a2c(totalSteps: 8_000)] {
            settings.hidden = [16]
            settings.rate = .constant(1e-2)
            let arms = try VectorEnvironment([TwoArms](repeating: TwoArms(), count: 8), seed: 1)
            let trainer = try ActorCriticTrainer(arms, settings: settings, seed: 3)
            try trainer.train()
            #expect(try trainer.evaluate(in: TwoArms(), episodes: 2, seed: 9) == [10, 10])
        }
    }

    @Test("a run that was stored and restored in another trainer goes on bit for bit")
    func restored() throws {
        var normalized = small(.ppo())
        normalized.normalizesObservations = true
        normalized.normalizesRewards = true
        for settings in [small(.ppo()), small(.a2c()), normalized] {
            let whole = try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
            try whole.train()
            let first = try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
            try first.train { $0.stepsTaken < 320 }
            let second = try ActorCriticTrainer(poles(4), settings: settings, seed: 77)
            try second.restore(first.checkpoint())
            #expect(second.stepsTaken == first.stepsTaken)
            try second.train()
            #expect(try second.parameters.tensors() == whole.parameters.tensors())
            #expect(second.environments.observations == whole.environments.observations)
        }
    }

    @Test("checkpoints of other networks and cut ones are refused")
    func badCheckpoints() throws {
        let trainer = try ActorCriticTrainer(poles(4), settings: small(.ppo()), seed: 5)
        let data = try trainer.checkpoint()
        let more = try ActorCriticTrainer(poles(5), settings: small(.ppo()), seed: 5)
        #expect(throws: LearningError.self) { try more.restore(data) }
        let wide = try ActorCriticTrainer(poles(4), seed: 5)
        #expect(throws: LearningError.self) { try wide.restore(data) }
        #expect(throws: LearningError.self) { try trainer.restore(data.prefix(data.count - 1)) }
        #expect(throws: LearningError.self) { try trainer.restore(Safetensors.data([:])) }
    }

    @Test("a divergence beyond the target ends an update early")
    func divergence() throws {
        var settings = small(.ppo())
        settings.epochs = 50
        settings.rate = .constant(0.05)
        let free = try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
        try free.update()
        settings.targetDivergence = 0.01
        let bound = try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
        try bound.update()
        #expect(bound.statistics.divergence > 0.015)
        #expect(bound.optimiserSteps < free.optimiserSteps)
        #expect(free.optimiserSteps == 50 * 3)
    }

    @Test("without clipping a divergence beyond the target ends an update early, too")
    func plainDivergence() throws {
        var settings = small(.a2c())
        settings.epochs = 50
        settings.rate = .constant(0.05)
        settings.targetDivergence = 0.01
        let trainer = try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
        try trainer.update()
        #expect(trainer.statistics.divergence > 0.015)
        #expect(trainer.optimiserSteps < 50 * 3)
    }

    @Test("DQN learns which arm of a two-armed choice pays, with each of its variants")
    func dqn() throws {
        for (isDouble, isDueling, isPrioritized, steps) in [
            (false, false, false, 1), (true, true, false, 1), (true, false, true, 3),
        ] {
            var settings = DQNSettings.dqn(totalSteps: 1_500)
            settings.hidden = [16]
            settings.capacity = 1_000
            settings.learningStarts = 100
            settings.trainingInterval = 8
            settings.gradientSteps = 2
            settings.batchSize = 16
            settings.discount = 0.5
            settings.isDouble = isDouble
            settings.isDueling = isDueling
            settings.steps = steps
            settings.exploration = .linear(from: 1, to: 0.1, within: 0.5)
            if isPrioritized { settings.sampling = .prioritized(exponent: 0.6, correction: 0.4) }
            let arms = try VectorEnvironment([TwoArms()], seed: 1)
            let trainer = try DQNTrainer(arms, settings: settings, seed: 2)
            try trainer.train()
            #expect(try trainer.evaluate(in: TwoArms(), episodes: 3, seed: 4) == [10, 10, 10])
        }
    }

    @Test("a DQN that was stored and restored goes on bit for bit", arguments: [false, true])
    func restoredDQN(isPrioritized: Bool) throws {
        var settings = DQNSettings.dqn(totalSteps: 600)
        // With normalisation in one of the two.
        settings.normalizesObservations = isPrioritized
        settings.normalizesRewards = isPrioritized
        settings.hidden = [8]
        settings.capacity = 200
        settings.learningStarts = 50
        settings.trainingInterval = 16
        settings.gradientSteps = 2
        settings.batchSize = 8
        settings.steps = 2
        if isPrioritized { settings.sampling = .prioritized(exponent: 0.6, correction: 0.4) }
        let whole = try DQNTrainer(poles(2), settings: settings, seed: 5)
        try whole.train()
        let first = try DQNTrainer(poles(2), settings: settings, seed: 5)
        try first.train { $0.stepsTaken < 300 }
        let second = try DQNTrainer(poles(2), settings: settings, seed: 77)
        try second.restore(first.checkpoint())
        try second.train()
        #expect(try second.parameters.tensors() == whole.parameters.tensors())
        #expect(try second.targetParameters.tensors() == whole.targetParameters.tensors())
        var cut = try first.checkpoint()
        cut.replay.removeLast()
        #expect(throws: LearningError.self) { try second.restore(cut) }
    }

    @Test("actions that are not allowed are never taken")
    func masks() throws {
        var settings = small(.ppo())
        settings.usesMasks = true
        let trainer = try ActorCriticTrainer(
            VectorEnvironment([TwoArms(forbidden: 1)], seed: 1), settings: settings, seed: 1)
        try trainer.train()
        #expect(try trainer.evaluate(in: TwoArms(forbidden: 1), episodes: 1, seed: 1) == [0])
        var values = DQNSettings.dqn(totalSteps: 300)
        values.usesMasks = true
        values.hidden = [8]
        values.learningStarts = 20
        values.trainingInterval = 8
        values.gradientSteps = 1
        let other = try DQNTrainer(VectorEnvironment([TwoArms(forbidden: 1)], seed: 1), settings: values, seed: 1)
        try other.train()
        #expect(try other.evaluate(in: TwoArms(forbidden: 1), episodes: 1, seed: 1) == [0])
    }

    @Test("a policy over candidates learns which feature pays, wherever the candidate stands")
    func candidates() throws {
        var settings = ActorCriticSettings.ppo(totalSteps: 4_096)
        settings.observation = .candidates(features: 2)
        settings.usesMasks = true
        settings.hidden = [16]
        settings.rate = .constant(3e-3)
        let trainer = try ActorCriticTrainer(
            VectorEnvironment([Lots](repeating: Lots(), count: 8), seed: 1), settings: settings, seed: 1)
        try trainer.train()
        // Chance earns about 0.5 a draw, of the best of three about 0.75.
        let returns = try trainer.evaluate(in: Lots(), episodes: 20, seed: 5)
        #expect(returns.reduce(0, +) / 20 > 6.8)
        settings.observation = .candidates(features: 3)
        #expect(throws: LearningError.self) {
            try ActorCriticTrainer(VectorEnvironment([Lots()], seed: 1), settings: settings, seed: 1)
        }
    }

    @Test("settings that make no sense are refused")
    func settings() throws {
        for change: (inout ActorCriticSettings) -> Void in [
            { $0.totalSteps = 0 }, { $0.discount = 1.1 }, { $0.batchSize = 0 }, { $0.hidden = [0] },
            { $0.rate = .constant(.nan) }, { $0.rate = .linear(from: -1, to: 0, within: 1) },
            { $0.method = .adam(epsilon: 0) }, { $0.method = .rmsProp(alpha: 2, epsilon: 1e-5, place: .afterRoot) },
            { $0.loss.entropyFactor = .nan }, { $0.loss.valueFactor = -1 }, { $0.loss.valueClip = 0 },
            { $0.clip = .constant(.infinity) }, { $0.targetDivergence = .nan }, { $0.maximumNorm = .nan },
        ] {
            var settings = ActorCriticSettings.ppo()
            change(&settings)
            #expect(throws: LearningError.self) { try ActorCriticTrainer(poles(1), settings: settings, seed: 1) }
        }
        for change: (inout DQNSettings) -> Void in [
            { $0.capacity = 0 }, { $0.rate = .constant(.nan) }, { $0.exploration = .constant(.infinity) },
            { $0.maximumNorm = .nan },
        ] {
            var settings = DQNSettings.dqn()
            change(&settings)
            #expect(throws: LearningError.self) { try DQNTrainer(poles(1), settings: settings, seed: 1) }
        }
    }
}

/// Ten choices among four lots, of which the last is never there; the second feature of a lot is what it pays.
struct Lots: Environment {
    var random = RandomSource(seed: 0)
    var steps = 0
    var pays: [Float] = [0, 0, 0, 0]
    var observationSize: Int { 8 }
    var actionCount: Int { 4 }

    mutating func seed(_ seed: UInt64) { random = RandomSource(seed: seed) }

    mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        steps = 0
        draw(into: observation)
    }

    mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        let reward = pays[action]
        steps += 1
        draw(into: observation)
        return StepOutcome(reward: reward, isTerminated: steps == 10)
    }

    func writeMask(into mask: UnsafeMutableBufferPointer<Bool>) {
        for action in mask.indices { mask[action] = action < 3 }
    }

    private mutating func draw(into observation: UnsafeMutableBufferPointer<Float>) {
        for lot in 0..<4 {
            pays[lot] = random.uniformFloat()
            observation[2 * lot] = random.uniformFloat()
            observation[2 * lot + 1] = pays[lot]
        }
    }
}

/// Ten choices between two arms; the second pays 1, or is forbidden and taking it fails.
struct TwoArms: Environment {
    var steps = 0
    var forbidden: Int?
    var observationSize: Int { 1 }
    var actionCount: Int { 2 }

    init(forbidden: Int? = nil) { self.forbidden = forbidden }

    mutating func seed(_ seed: UInt64) {}

    mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        steps = 0
        observation[0] = 1
    }

    mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard action != forbidden else {
            throw LearningError(code: .invalidArgument, message: "a forbidden arm was taken")
        }
        steps += 1
        observation[0] = 1
        return StepOutcome(reward: action == 1 ? 1 : 0, isTerminated: steps == 10)
    }

    func writeMask(into mask: UnsafeMutableBufferPointer<Bool>) {
        for action in mask.indices { mask[action] = action != forbidden }
    }
}
