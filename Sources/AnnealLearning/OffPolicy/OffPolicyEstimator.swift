/// Estimators of what a policy would have earned, from choices that another one made and logged with their
/// probabilities.
///
/// | estimator | bias | variance |
/// |---|---|---|
/// | `inversePropensity` | none (below 0 when weights are clipped and rewards are not negative) | high |
/// | `selfNormalized` | of order 1/n | lower; needs no known range |
/// | `directMethod` | that of the model | lowest |
/// | `doublyRobust` | none while the logged probabilities are right | lower the better the model |
/// | `switchDoublyRobust` | that of the model where weights are above the threshold | in between |
///
/// Source: M. Dudík, D. Erhan, J. Langford, L. Li, "Doubly Robust Policy Evaluation and Optimization", Statistical
/// Science 29 (2014); A. Swaminathan, T. Joachims, "The Self-Normalized Estimator for Counterfactual Learning", NIPS
/// 2015; Y.-X. Wang, A. Agarwal, M. Dudík, "Optimal and Adaptive Off-policy Evaluation in Contextual Bandits", ICML 2017.
public enum OffPolicyEstimator: Sendable, Hashable, Codable {
    /// The mean of weighted rewards, weights cut at `maximumWeight`.
    case inversePropensity(maximumWeight: Double = .infinity)
    /// The weighted mean of rewards.
    case selfNormalized
    /// The mean of what the model predicts.
    case directMethod
    /// The model's prediction, corrected by the weighted errors of its predictions.
    case doublyRobust(maximumWeight: Double = .infinity)
    /// As doubly robust, but choices with a weight above the threshold are left to the model.
    case switchDoublyRobust(threshold: Double)

    /// Estimates the mean reward of the policy under evaluation.
    ///
    /// - Parameter choices: at least one; independent of each other for bounds to hold.
    /// - Returns: the estimate with its terms, one a choice.
    /// - Throws: `LearningError` of code `invalidArgument` without a choice, for a probability that is none, a limit
    ///   of weights that is not above 0, or, for `selfNormalized`, when all weights are 0; of code `notFinite`.
    /// - Complexity: O(n).
    public func estimate(_ choices: [LoggedChoice]) throws(LearningError) -> OffPolicyEstimate {
        guard !choices.isEmpty else {
            throw LearningError(
                code: .invalidArgument, message: "there are no logged choices", place: "OffPolicyEstimator")
        }
        for (index, choice) in choices.enumerated() { try choice.check(place: "logged choice \(index)") }
        try checkLimit()
        let weights = choices.map { $0.weight }
        let terms: [Double]
        switch self {
        case .inversePropensity(let limit): terms = choices.map { min($0.weight, limit) * $0.reward }
        case .selfNormalized: terms = try Self.normalizedTerms(values: choices.map { $0.reward }, weights: weights)
        case .directMethod: terms = choices.map { $0.predictedValue }
        case .doublyRobust(let limit):
            terms = choices.map { $0.predictedValue + min($0.weight, limit) * ($0.reward - $0.predictedReward) }
        case .switchDoublyRobust(let threshold):
            terms = choices.map {
                $0.predictedValue + ($0.weight <= threshold ? $0.weight * ($0.reward - $0.predictedReward) : 0)
            }
        }
        var (mayFall, mayRise) = (true, true)
        if case .inversePropensity = self {
            mayFall = choices.contains { $0.reward < 0 }
            mayRise = choices.contains { $0.reward > 0 }
        }
        if self == .directMethod { (mayFall, mayRise) = (false, false) }
        return try OffPolicyEstimate(
            terms: terms, weights: weights, isNormalized: self == .selfNormalized, mayFall: mayFall, mayRise: mayRise)
    }

    /// The range that the estimator's terms lie in, as bounds for every sample size need it.
    ///
    /// - Parameters:
    ///   - rewards: the range of rewards and of the model's predictions.
    ///   - maximumWeight: the largest weight possible: 1 over the least logging probability, or the limit.
    /// - Returns: `nil` for `selfNormalized`, whose terms are not independent.
    public func termRange(rewards: ClosedRange<Double>, maximumWeight: Double) -> ClosedRange<Double>? {
        let width = rewards.upperBound - rewards.lowerBound
        switch self {
        case .inversePropensity(let limit):
            let weight = min(limit, maximumWeight)
            return min(0, rewards.lowerBound * weight)...max(0, rewards.upperBound * weight)
        case .selfNormalized: return nil
        case .directMethod: return rewards
        case .doublyRobust(let limit), .switchDoublyRobust(let limit):
            let weight = min(limit, maximumWeight)
            return rewards.lowerBound - weight * width...rewards.upperBound + weight * width
        }
    }

    private func checkLimit() throws(LearningError) {
        switch self {
        case .inversePropensity(let limit), .doublyRobust(let limit), .switchDoublyRobust(let limit):
            guard limit > 0 else {
                throw LearningError(
                    code: .invalidArgument, message: "the limit of weights is \(limit), not above 0",
                    place: "OffPolicyEstimator")
            }
        case .selfNormalized, .directMethod: break
        }
    }

    /// Terms whose mean is the weighted mean and whose spread is that of the jackknife: how much the weighted mean changes
    /// without each value. Unlike a linearisation it does not understate the spread where single weights are large.
    static func normalizedTerms(values: [Double], weights: [Double]) throws(LearningError) -> [Double] {
        var sum = 0.0
        var weighted = 0.0
        for (value, weight) in zip(values, weights) {
            sum += weight
            weighted += weight * value
        }
        guard sum > 0, sum.isFinite else {
            throw LearningError(
                code: .invalidArgument,
                message: "all weights are 0: the policy under evaluation would have made none of the logged choices",
                place: "OffPolicyEstimator", remedy: "log with a policy that tries every choice now and then")
        }
        let mean = weighted / sum
        let others = Double(values.count - 1)
        // A value that has all the weight is the mean: leaving it out is not defined, and nothing else tells a spread.
        let changes = zip(values, weights).map { value, weight in
            sum - weight > 0 ? others * weight * (value - mean) / (sum - weight) : 0
        }
        let meanChange = changes.reduce(0, +) / Double(values.count)
        return changes.map { mean + $0 - meanChange }
    }
}
