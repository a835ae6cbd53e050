import AnnealLearning

/// Whole updates of the three algorithms on CartPole: the environments' steps and the optimiser's.
enum UpdateBenchmark {
    static func run(_ measure: Measure) throws {
        for (name, settings) in [("PPO", ActorCriticSettings.ppo()), ("A2C", .a2c())] {
            let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: 1)
            try measure.run("\(name) update, CartPole") { try trainer.update() }
        }
        let trainer = try DQNTrainer(poles(1), settings: .dqn(), seed: 1)
        // Past the steps of random actions.
        while trainer.stepsTaken <= trainer.settings.learningStarts { try trainer.update() }
        try measure.run("DQN update, CartPole") { try trainer.update() }
    }

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }
}
