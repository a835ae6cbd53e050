/// Chooses between arms that succeed or fail, each with the probability that it is the best one: success rates are drawn
/// from what is known of each arm, a beta distribution.
///
/// Source: W. R. Thompson, "On the Likelihood that One Unknown Probability Exceeds Another", Biometrika 25 (1933); O.
/// Chapelle, L. Li, "An Empirical Evaluation of Thompson Sampling", NIPS 2011.
public struct BetaThompsonSampling: Sendable, Hashable, Codable {
    /// Of each arm, successes seen plus those supposed before.
    public private(set) var successes: [Double]
    /// Of each arm, failures seen plus those supposed before.
    public private(set) var failures: [Double]

    /// Creates a bandit.
    ///
    /// - Parameters:
    ///   - arms: how many arms there are, at least one.
    ///   - priorSuccesses: supposed of each arm, above 0; 1 and 1 hold all rates for as likely.
    ///   - priorFailures: supposed of each arm, above 0.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(arms: Int, priorSuccesses: Double = 1, priorFailures: Double = 1) throws(LearningError) {
        guard arms > 0, priorSuccesses > 0, priorFailures > 0, (priorSuccesses + priorFailures).isFinite else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(arms) arms with \(priorSuccesses) successes and \(priorFailures) failures before",
                place: "BetaThompsonSampling")
        }
        successes = [Double](repeating: priorSuccesses, count: arms)
        failures = [Double](repeating: priorFailures, count: arms)
    }

    /// Chooses an arm.
    ///
    /// - Parameters:
    ///   - allowed: which arms may be chosen; all when left out.
    ///   - random: draws.
    /// - Returns: the arm.
    /// - Throws: `LearningError` of code `shape`, or `invalidArgument` when no arm is allowed.
    public func choose(allowed: [Bool]? = nil, random: inout RandomSource) throws(LearningError) -> Int {
        let rates = successes.indices.map { random.beta(successes[$0], failures[$0]) }
        return try ArmChoice.best(of: rates.count, allowed: allowed, place: "BetaThompsonSampling") { rates[$0] }
    }

    /// Learns whether an arm succeeded.
    ///
    /// - Parameters:
    ///   - arm: the arm.
    ///   - reward: 1 for success, 0 for failure; what lies between counts as both in part.
    /// - Throws: `LearningError` of code `invalidArgument` for an arm or reward that is none.
    public mutating func learn(arm: Int, reward: Double) throws(LearningError) {
        try ArmChoice.check(arm, of: successes.count, place: "BetaThompsonSampling")
        guard (0...1).contains(reward) else {
            throw LearningError(
                code: .invalidArgument, message: "the reward is \(reward), not in 0 ... 1",
                place: "BetaThompsonSampling")
        }
        successes[arm] += reward
        failures[arm] += 1 - reward
    }

    /// The success rate of an arm as far as is known.
    ///
    /// - Parameter arm: one of the arms.
    /// - Returns: the mean of its distribution.
    public func expectedRate(of arm: Int) -> Double { successes[arm] / (successes[arm] + failures[arm]) }
}
