import AnnealLearning

/// Whole updates of the three algorithms on CartPole: the environments' steps and the optimiser's.
enum UpdateBenchmark {
    static func run(_ measure: Measure) throws {
        var careful = ActorCriticSettings.ppo()
        careful.usesMasks = true
        careful.normalizesObservations = true
        careful.normalizesRewards = true
        let policies = [
            ("PPO", ActorCriticSettings.ppo()), ("A2C", .a2c()), ("PPO with masks, all normalised", careful),
        ]
        for (name, settings) in policies {
            let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: 1)
            try measure.run("\(name) update, CartPole") { try trainer.update() }
        }
        for (name, change) in [
            ("DQN", { _ in }), ("DQN with masks", { $0.usesMasks = true }),
            (
                "double prioritized DQN with masks, all normalised",
                {
                    $0.usesMasks = true
                    $0.isDouble = true
                    $0.sampling = .prioritized(exponent: 0.6, correction: 0.4)
                    $0.normalizesObservations = true
                    $0.normalizesRewards = true
                }
            ),
        ] as [(String, (inout DQNSettings) -> Void)] {
            var settings = DQNSettings.dqn()
            change(&settings)
            let trainer = try DQNTrainer(poles(1), settings: settings, seed: 1)
            // Past the steps of random actions, and past the growth of what holds the returns of episodes.
            while trainer.stepsTaken <= trainer.settings.learningStarts + 512 { try trainer.update() }
            try measure.run("\(name) update, CartPole") { try trainer.update() }
        }
    }

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }
}
