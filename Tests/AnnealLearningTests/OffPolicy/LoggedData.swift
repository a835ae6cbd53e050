import AnnealLearning

/// A problem of two contexts and three choices whose policies' values are known, and logs of it.
struct LoggedData {
    /// The probability of reward 1, by context and choice.
    let rewards = [[0.2, 0.5, 0.8], [0.7, 0.4, 0.1]]
    /// How the logging policy chooses.
    let logging = [[0.6, 0.3, 0.1], [0.2, 0.3, 0.5]]
    /// How the policy under evaluation chooses.
    let target = [[0.1, 0.2, 0.7], [0.6, 0.3, 0.1]]
    /// What a model predicts: nearly right.
    let model = [[0.25, 0.45, 0.75], [0.65, 0.45, 0.1]]

    /// The value of the policy under evaluation; contexts are as likely as each other.
    var truth: Double {
        (0..<2).reduce(0) { sum, context in
            sum + zip(rewards[context], target[context]).reduce(0) { $0 + 0.5 * $1.0 * $1.1 }
        }
    }

    /// The largest weight there is.
    let maximumWeight = 7.0

    func log(_ count: Int, _ random: inout RandomSource) throws -> [LoggedChoice] {
        var log: [LoggedChoice] = []
        for _ in 0..<count {
            let context = random.index(below: 2)
            let choice = random.index(weighted: logging[context]) ?? 0
            log.append(
                try LoggedChoice(
                    choice: choice, reward: random.uniform() < rewards[context][choice] ? 1 : 0,
                    loggingProbability: logging[context][choice], targetProbabilities: target[context],
                    predictedRewards: model[context]))
        }
        return log
    }
}
