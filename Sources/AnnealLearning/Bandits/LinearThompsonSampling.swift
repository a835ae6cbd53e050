/// Chooses an arm with the probability that it is the best one, as far as its linear model knows: weights are drawn for
/// each arm, and the arm with the largest reward under them is taken.
///
/// Source: S. Agrawal, N. Goyal, "Thompson Sampling for Contextual Bandits with Linear Payoffs", ICML 2013.
public struct LinearThompsonSampling: Sendable, Hashable, Codable {
    /// The arms' models.
    public private(set) var models: [LinearModel]
    /// The deviation of rewards around the model: how far drawn weights spread.
    public let deviation: Double

    /// Creates a bandit that knows nothing.
    ///
    /// - Parameters:
    ///   - arms: how many arms there are, at least one.
    ///   - contextSize: how many numbers a context has.
    ///   - deviation: of rewards around the model, 0 or above.
    ///   - ridge: of the models.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(arms: Int, contextSize: Int, deviation: Double = 0.5, ridge: Double = 1) throws(LearningError) {
        guard arms > 0, deviation >= 0, deviation.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "\(arms) arms with deviation \(deviation)",
                place: "LinearThompsonSampling")
        }
        models = [LinearModel](repeating: try LinearModel(size: contextSize, ridge: ridge), count: arms)
        self.deviation = deviation
    }

    /// Chooses an arm.
    ///
    /// - Parameters:
    ///   - context: what is known before the choice.
    ///   - allowed: which arms may be chosen; all when left out.
    ///   - random: draws.
    /// - Returns: the arm.
    /// - Throws: `LearningError` of code `shape` or `notFinite`, `invalidArgument` when no arm is allowed.
    public func choose(
        _ context: [Double], allowed: [Bool]? = nil, random: inout RandomSource
    ) throws(LearningError) -> Int {
        var scores: [Double] = []
        for model in models {
            // Only the projection on the context matters, and it is normal: one number is drawn instead of all weights.
            let mean = try model.prediction(context)
            scores.append(mean + deviation * (try model.uncertainty(context)).squareRoot() * random.normal())
        }
        return try ArmChoice.best(of: models.count, allowed: allowed, place: "LinearThompsonSampling") { arm in
            scores[arm]
        }
    }

    /// With what probability each arm is chosen, by drawing: what a log of decisions has to keep.
    ///
    /// - Parameters:
    ///   - context: what is known before the choice.
    ///   - allowed: which arms may be chosen; all when left out.
    ///   - draws: how many choices are counted; the probabilities are multiples of one over them.
    ///   - random: draws.
    /// - Returns: a probability for each arm.
    /// - Throws: `LearningError` as `choose`, and of code `invalidArgument` for fewer than one draw.
    public func probabilities(
        _ context: [Double], allowed: [Bool]? = nil, draws: Int = 1_000, random: inout RandomSource
    ) throws(LearningError) -> [Double] {
        guard draws > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "\(draws) draws", place: "LinearThompsonSampling.probabilities")
        }
        var counts = [Double](repeating: 0, count: models.count)
        for _ in 0..<draws { counts[try choose(context, allowed: allowed, random: &random)] += 1 }
        return counts.map { $0 / Double(draws) }
    }

    /// Learns what an arm earned.
    ///
    /// - Parameters:
    ///   - arm: the arm.
    ///   - context: what was known before the choice.
    ///   - reward: what it earned.
    /// - Throws: `LearningError` of code `invalidArgument` for an arm that does not exist, `shape` or `notFinite`.
    public mutating func learn(arm: Int, context: [Double], reward: Double) throws(LearningError) {
        try ArmChoice.check(arm, of: models.count, place: "LinearThompsonSampling")
        try models[arm].learn(context, reward: reward)
    }
}
