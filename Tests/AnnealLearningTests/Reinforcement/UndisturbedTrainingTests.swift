import AnnealLearning
import Testing

/// What a training comes to depends on its seed alone: not on evaluation on the way, nor on what runs beside it.
@Suite("Training is not disturbed") struct UndisturbedTrainingTests {
    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 1)
    }

    private static func policy() throws -> ActorCriticTrainer<CartPole> {
        var settings = ActorCriticSettings.ppo(totalSteps: 512)
        settings.hidden = [24]
        settings.batchSize = 40
        settings.rolloutSteps = 16
        settings.epochs = 2
        settings.normalizesObservations = true
        settings.normalizesRewards = true
        return try ActorCriticTrainer(poles(4), settings: settings, seed: 5)
    }

    private static func values(isDouble: Bool) throws -> DQNTrainer<CartPole> {
        var settings = DQNSettings.dqn(totalSteps: 400)
        settings.hidden = [24]
        settings.capacity = 300
        settings.learningStarts = 50
        settings.trainingInterval = 16
        settings.gradientSteps = 4
        settings.batchSize = 24
        settings.isDouble = isDouble
        settings.normalizesObservations = isDouble
        return try DQNTrainer(poles(2), settings: settings, seed: 5)
    }

    private static func trained(_ which: Int) throws -> [String: Tensor] {
        guard which > 0 else {
            let trainer = try policy()
            try trainer.train()
            return try trainer.parameters.tensors()
        }
        let trainer = try values(isDouble: which == 1)
        try trainer.train()
        return try trainer.parameters.tensors()
    }

    @Test("by evaluations on the way", arguments: [0, 1, 2])
    func evaluation(which: Int) throws {
        let wanted = try Self.trained(which)
        let found: [String: Tensor]
        if which == 0 {
            let trainer = try Self.policy()
            try trainer.train { trainer in
                (try? trainer.evaluate(in: CartPole(), episodes: 1, seed: 3)) != nil
            }
            #expect(trainer.stepsTaken >= 512)
            found = try trainer.parameters.tensors()
        } else {
            let trainer = try Self.values(isDouble: which == 1)
            try trainer.train { trainer in
                (try? trainer.evaluate(in: CartPole(), episodes: 1, seed: 3)) != nil
            }
            #expect(trainer.stepsTaken >= 400)
            found = try trainer.parameters.tensors()
        }
        #expect(found == wanted)
    }

    @Test("by others at the same time")
    func concurrent() async throws {
        let alone = try (0..<3).map { try Self.trained($0) }
        try await withThrowingTaskGroup(of: (Int, [String: Tensor]).self) { group in
            for which in 0..<9 { group.addTask { (which % 3, try Self.trained(which % 3)) } }
            for try await (which, tensors) in group { #expect(tensors == alone[which]) }
        }
    }
}
