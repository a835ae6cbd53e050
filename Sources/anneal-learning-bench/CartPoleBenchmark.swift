import AnnealLearning

/// Training on CartPole with the numbers of RL Baselines3 Zoo: steps of the environment in a second of processor time,
/// and what 20 greedy episodes earn after it.
enum CartPoleBenchmark {
    /// How many trainings a figure is of.
    private static let seeds: Range<UInt64> = 0..<3

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }

    static func ppo() throws { try actorCritic("PPO", .ppo(), 0..<5) }
    static func a2c() throws { try actorCritic("A2C", .a2c(), 0..<20) }

    private static func actorCritic(_ name: String, _ settings: ActorCriticSettings, _ seeds: Range<UInt64>) throws {
        for seed in seeds {
            let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: seed)
            let seconds = try Measure.time { try trainer.train() }
            let returns = try trainer.evaluate(in: CartPole(), episodes: 20, seed: 1000 + seed)
            tell(name, seed, trainer.stepsTaken, seconds, returns)
        }
    }

    static func dqn() throws {
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
                tell("DQN \(steps)", seed, trainer.stepsTaken, seconds - evaluating, returns, best: best)
            }
        }
    }

    private static func tell(
        _ name: String, _ seed: UInt64, _ steps: Int, _ seconds: Double, _ returns: [Double], best: Double? = nil
    ) {
        let mean = returns.reduce(0, +) / Double(returns.count)
        let bestSoFar = best.map { ", \"best_so_far\": \($0)" } ?? ""
        print(
            """
            {"case": "\(name)", "seed": \(seed), "steps": \(steps), "steps_per_cpu_second": \(Int(Double(steps) / seconds)), \
            "mean_return": \(mean)\(bestSoFar)}
            """)
    }
}
