import AnnealLearning
import Foundation

/// What policies earn in the course of training on CartPole, with the numbers of RL Baselines3 Zoo, over ten seeds: the
/// charts of the documentation.
public enum TrainingCurves {
    private static let seeds: Range<UInt64> = 0..<10
    /// How often a policy is judged in a training, by ten greedy episodes.
    private static let points = 25

    /// Trains and writes a chart for each algorithm: `ppo-training.svg`, `a2c-training.svg`, `dqn-training.svg`.
    ///
    /// - Parameters:
    ///   - folder: where the charts go.
    ///   - tell: called with what the last and the best policy of each seed earned.
    /// - Throws: what training or writing throws.
    public static func write(to folder: String, tell: (BenchmarkFigure) -> Void) throws {
        for (name, settings) in [("PPO", ActorCriticSettings.ppo()), ("A2C", .a2c())] {
            try write(name, settings.totalSteps, to: folder, tell) { seed, judge in
                let trainer = try ActorCriticTrainer(poles(8), settings: settings, seed: seed)
                try trainer.train { trainer in
                    judge(trainer.stepsTaken) {
                        try trainer.evaluate(in: CartPole(), episodes: 10, seed: 1000 + seed)
                    }
                    return true
                }
            }
        }
        let settings = DQNSettings.dqn()
        try write("DQN", settings.totalSteps, to: folder, tell) { seed, judge in
            let trainer = try DQNTrainer(poles(1), settings: settings, seed: seed)
            try trainer.train { trainer in
                judge(trainer.stepsTaken) { try trainer.evaluate(in: CartPole(), episodes: 10, seed: 1000 + seed) }
                return true
            }
        }
    }

    private static func poles(_ count: Int) throws -> VectorEnvironment<CartPole> {
        try VectorEnvironment([CartPole](repeating: CartPole(), count: count), seed: 0)
    }

    /// Trains with each seed; `train` calls `judge` after each update with the steps taken and how to evaluate.
    private static func write(
        _ name: String, _ steps: Int, to folder: String, _ tell: (BenchmarkFigure) -> Void,
        _ train: (UInt64, @escaping (Int, () throws -> [Double]) -> Void) throws -> Void
    ) throws {
        var runs: [[Double]] = []
        for seed in seeds {
            var means: [Double] = []
            try train(seed) { taken, evaluate in
                guard taken * points >= steps * (means.count + 1), means.count < points else { return }
                let returns = (try? evaluate()) ?? []
                means.append(returns.reduce(0, +) / Double(max(1, returns.count)))
            }
            runs.append(means)
            tell(
                BenchmarkFigure(
                    "\(name) \(steps)",
                    [("seed", Double(seed)), ("last", means.last ?? 0), ("best_so_far", means.max() ?? 0)]))
        }
        let chart = chart("\(name), CartPole-v1, ten seeds", steps, runs)
        try Data(chart.svg.utf8).write(to: URL(filePath: folder).appending(path: "\(name.lowercased())-training.svg"))
    }

    private static func chart(_ title: String, _ steps: Int, _ runs: [[Double]]) -> LineChart {
        let count = runs.map(\.count).min() ?? 0
        let best = runs.map { run in
            run.reduce(into: [Double]()) { $0.append(max($0.last ?? 0, $1)) }
        }
        func column(_ place: Int, of runs: [[Double]]) -> [Double] { runs.map { $0[place] } }
        func mean(_ runs: [[Double]]) -> [Double] {
            (0..<count).map { column($0, of: runs).reduce(0, +) / Double(max(1, runs.count)) }
        }
        let band = (
            low: (0..<count).map { column($0, of: runs).min() ?? 0 },
            high: (0..<count).map { column($0, of: runs).max() ?? 0 }
        )
        return LineChart(
            title: title, xLabel: "steps of the environment", yLabel: "return of ten greedy episodes",
            x: (1...max(1, count)).map { Double($0 * steps / points) }, top: 500,
            series: [
                .init(name: "latest policy: mean, range", color: "#1f77b4", values: mean(runs), band: band),
                .init(name: "best policy so far: mean", color: "#d62728", values: mean(best)),
            ])
    }
}
