import AnnealLearning
import Foundation

/// What bandits lose against the best arm in the course of 2,000 pulls, mean of 50 seeds: the chart of the documentation.
public enum RegretCurves {
    private static let (pulls, points, seeds) = (2_000, 40, 50)

    /// Pulls arms and writes `bandits-regret.svg`.
    ///
    /// Five arms with a context of five numbers; rewards are linear in it, with noise of deviation 0.5.
    ///
    /// - Parameters:
    ///   - folder: where the chart goes.
    ///   - tell: called with what was lost at the end.
    /// - Throws: what a bandit or writing throws.
    public static func write(to folder: String, tell: (BenchmarkFigure) -> Void) throws {
        var series: [LineChart.Series] = []
        for (name, color) in [
            ("LinUCB", "#1f77b4"), ("linear Thompson", "#2ca02c"), ("best arm without context", "#ff7f0e"),
            ("at random", "#7f7f7f"),
        ] {
            var sums = [Double](repeating: 0, count: points)
            for seed in 0..<seeds {
                for (place, regret) in try run(name, seed: UInt64(seed)).enumerated() {
                    sums[place] += regret / Double(seeds)
                }
            }
            series.append(.init(name: name, color: color, values: sums))
            tell(BenchmarkFigure("regret of \(name)", [("pulls", Double(pulls)), ("mean", sums.last ?? 0)]))
        }
        let top = series.flatMap(\.values).max() ?? 1
        let chart = LineChart(
            title: "Regret of bandits with a context, 50 seeds", xLabel: "pulls", yLabel: "reward lost",
            x: (1...points).map { Double($0 * pulls / points) }, top: (top / 400).rounded(.up) * 400, series: series)
        try Data(chart.svg.utf8).write(to: URL(filePath: folder).appending(path: "bandits-regret.svg"))
    }

    private static func run(_ name: String, seed: UInt64) throws -> [Double] {
        var random = RandomSource(seed: seed)
        let weights = (0..<5).map { _ in (0..<5).map { _ in random.normal() } }
        var environment = try BanditEnvironment(.linear(weights: weights, deviation: 0.5), seed: seed)
        var bound = try LinUCB(arms: 5, contextSize: 5)
        var sampler = try LinearThompsonSampling(arms: 5, contextSize: 5)
        // With the constant alone as its context, a model is the mean of an arm's rewards.
        var plain = try LinUCB(arms: 5, contextSize: 1)
        var regrets: [Double] = []
        for pull in 1...pulls {
            let context = environment.reset().map(Double.init)
            let arm =
                switch name {
                case "LinUCB": try bound.choose(context)
                case "linear Thompson": try sampler.choose(context, random: &random)
                case "best arm without context": try plain.choose([1])
                default: random.index(below: 5)
                }
            let reward = Double(try environment.step(arm).outcome.reward)
            try bound.learn(arm: arm, context: context, reward: reward)
            try sampler.learn(arm: arm, context: context, reward: reward)
            try plain.learn(arm: arm, context: [1], reward: reward)
            if pull % (pulls / points) == 0 { regrets.append(environment.regret) }
        }
        return regrets
    }
}
