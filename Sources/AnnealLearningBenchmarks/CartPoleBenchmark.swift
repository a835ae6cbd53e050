import AnnealLearning

/// Training on CartPole with the numbers of RL Baselines3 Zoo: steps of the environment in a second of processor time,
/// and what 20 greedy episodes earn after it.
enum CartPoleBenchmark {
    /// How many trainings a figure is of.
    private static let seeds: Range<UInt64> = 0..<3

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }

    static func ppo(_ measure: Measure) throws { try actorCritic("PPO", .ppo(), measure) }
    static func a2c(_ measure: Measure) throws { try actorCritic("A2C", .a2c(), measure) }

    private static func actorCritic(_ name: String, _ settings: ActorCriticSettings, _ measure: Measure) throws {
        for seed in seeds {
            let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: seed)
            var best = 0.0
            var (evaluating, updates) = (0.0, 0)
            let seconds = try Measure.time {
                try trainer.train { trainer in
                    updates += 1
                    // Ten episodes each two thousand steps of the last half: the best policy so far.
                    let interval = max(1, 2_000 / (8 * settings.rolloutSteps))
                    guard trainer.stepsTaken * 2 > settings.totalSteps, updates % interval == 0, best < 500 else {
                        return true
                    }
                    evaluating += Measure.time {
                        let returns = (try? trainer.evaluate(in: CartPole(), episodes: 10, seed: 7)) ?? [0]
                        best = max(best, returns.reduce(0, +) / Double(returns.count))
                    }
                    return true
                }
            }
            let returns = try trainer.evaluate(in: CartPole(), episodes: 20, seed: 1000 + seed)
            measure.tell(figure(name, seed, trainer.stepsTaken, seconds - evaluating, returns, best: best))
        }
    }

    static func dqn(_ measure: Measure) throws {
        for steps in [50_000, 100_000] {
            for seed in seeds {
                let trainer = try DQNTrainer(poles(1), settings: .dqn(totalSteps: steps), seed: seed)
                var best = 0.0
                var evaluating = 0.0
                let seconds = try Measure.time {
                    try trainer.train { trainer in
                        // Ten episodes after each update of the last half: the best policy so far.
                        guard trainer.stepsTaken * 2 > steps, best < 500 else { return true }
                        evaluating += Measure.time {
                            let returns = (try? trainer.evaluate(in: CartPole(), episodes: 10, seed: 7)) ?? [0]
                            best = max(best, returns.reduce(0, +) / Double(returns.count))
                        }
                        return true
                    }
                }
                let returns = try trainer.evaluate(in: CartPole(), episodes: 20, seed: 1000 + seed)
                measure.tell(
                    figure("DQN \(steps)", seed, trainer.stepsTaken, seconds - evaluating, returns, best: best))
            }
        }
    }

    private static func figure(
        _ name: String, _ seed: UInt64, _ steps: Int, _ seconds: Double, _ returns: [Double], best: Double? = nil
    ) -> BenchmarkFigure {
        let mean = returns.reduce(0, +) / Double(returns.count)
        return BenchmarkFigure(
            name,
            [
                ("seed", Double(seed)), ("steps", Double(steps)),
                ("steps_per_cpu_second", (Double(steps) / seconds).rounded()), ("mean_return", mean),
                ("best_so_far", best ?? mean),
            ])
    }
}
