/// Estimators of what a policy would have earned over episodes of several decisions, from episodes of another policy.
///
/// A `LoggedChoice` is one decision of an episode; its `predictedReward` is the action value Q and its `predictedValue`
/// the state value V of the policy under evaluation, both from that decision on.
///
/// | estimator | bias | variance |
/// |---|---|---|
/// | `trajectory` | none | grows exponentially with the length |
/// | `weightedTrajectory` | of order 1/n | lower |
/// | `perDecision` | none | lower than `trajectory`: a reward is not weighted by what came after it |
/// | `weightedPerDecision` | of order 1/n | lower |
/// | `doublyRobust` | none while the logged probabilities are right | lower the better the model |
/// | `weightedDoublyRobust` | of order 1/n | lowest where the model is good |
///
/// Source: D. Precup, R. S. Sutton, S. Singh, "Eligibility Traces for Off-Policy Policy Evaluation", ICML 2000; P. S.
/// Thomas, "Safe Reinforcement Learning" (2015), section 3.8; N. Jiang, L. Li, "Doubly Robust Off-policy Value Evaluation
/// for Reinforcement Learning", ICML 2016; P. S. Thomas, E. Brunskill, "Data-Efficient Off-Policy Policy Evaluation for
/// Reinforcement Learning", ICML 2016.
public enum SequenceEstimator: String, Sendable, Codable, CaseIterable {
    /// Returns weighted by the product of all weights.
    case trajectory
    /// The weighted mean of returns.
    case weightedTrajectory
    /// Rewards weighted by the product of the weights up to their decision.
    case perDecision
    /// The same with the weighted mean over the episodes at each decision.
    case weightedPerDecision
    /// The model's value of the first state, corrected by the weighted errors of its predictions.
    case doublyRobust
    /// The same with the weighted mean over the episodes at each decision.
    case weightedDoublyRobust

    /// Estimates the mean discounted return of the policy under evaluation.
    ///
    /// - Parameters:
    ///   - episodes: at least one, none empty. An episode that ended earlier than others has reward 0 afterwards.
    ///   - discount: of later rewards, in 0 ... 1.
    /// - Returns: the estimate with its terms, one an episode; the effective sample size is that of whole episodes.
    /// - Throws: `LearningError` of code `invalidArgument` without an episode, for an empty one, a probability or
    ///   discount that is none, or when all weights at a decision are 0 and the estimator divides by their sum; of code
    ///   `notFinite`, also when products of weights overflow.
    /// - Complexity: O(episodes × longest episode).
    public func estimate(_ episodes: [[LoggedChoice]], discount: Double = 1) throws(LearningError) -> OffPolicyEstimate
    {
        guard !episodes.isEmpty, (0...1).contains(discount) else {
            throw LearningError(
                code: .invalidArgument, message: "\(episodes.count) episodes with the discount \(discount)",
                place: "SequenceEstimator", remedy: "give at least one episode, and a discount of 0 to 1")
        }
        for (number, episode) in episodes.enumerated() {
            guard !episode.isEmpty else {
                throw LearningError(code: .invalidArgument, message: "an episode is empty", place: "episode \(number)")
            }
            for (step, choice) in episode.enumerated() {
                try choice.check(place: "episode \(number), decision \(step)")
            }
        }
        let products = episodes.map { Self.products($0) }
        let whole = products.map { $0[$0.count - 1] }
        let isNormalized = [.weightedTrajectory, .weightedPerDecision, .weightedDoublyRobust].contains(self)
        let isPlain = self == .trajectory || self == .perDecision
        return try OffPolicyEstimate(
            terms: terms(episodes, products, discount), weights: whole, isNormalized: isNormalized,
            mayFall: !isPlain || episodes.contains { $0.contains { $0.reward < 0 } },
            mayRise: !isPlain || episodes.contains { $0.contains { $0.reward > 0 } })
    }

    /// The range that the estimator's terms lie in, as bounds for every sample size need it.
    ///
    /// It grows with the product of the weights, exponentially with the length: for long episodes a bound from it says
    /// little.
    ///
    /// - Parameters:
    ///   - rewards: the range of each decision's reward; a model's predictions lie in that of the rewards that are left.
    ///   - maximumWeight: the largest weight of one decision that is possible: 1 over the least logging probability.
    ///   - length: the most decisions of an episode, at least one. Shorter episodes have reward 0 afterwards.
    ///   - discount: of later rewards, in 0 ... 1.
    /// - Returns: `nil` for the weighted estimators, whose terms are not independent, for numbers that make no sense, and
    ///   where the range is not finite.
    /// - Complexity: O(length).
    public func termRange(
        rewards: ClosedRange<Double>, maximumWeight: Double, length: Int, discount: Double = 1
    ) -> ClosedRange<Double>? {
        guard length > 0, maximumWeight > 0, (0...1).contains(discount) else { return nil }
        // An episode that has ended earns 0.
        let (least, most) = (min(0, rewards.lowerBound), max(0, rewards.upperBound))
        var (low, high) = (0.0, 0.0)
        switch self {
        case .weightedTrajectory, .weightedPerDecision, .weightedDoublyRobust: return nil
        case .trajectory:
            var (factor, product, largest) = (1.0, 1.0, 0.0)
            for _ in 0..<length {
                (low, high) = (low + factor * least, high + factor * most)
                factor *= discount
                product *= maximumWeight
                largest = max(largest, product)
            }
            (low, high) = (low * largest, high * largest)
        case .perDecision:
            var (factor, product) = (1.0, 1.0)
            for _ in 0..<length {
                product *= maximumWeight
                (low, high) = (low + factor * product * least, high + factor * product * most)
                factor *= discount
            }
        case .doublyRobust:
            // Backwards: v + w (r + γ later − q), with v and q in the range of what is left to earn.
            var (left, right) = (0.0, 0.0)
            for _ in 0..<length {
                (left, right) = (left * discount + least, right * discount + most)
                (low, high) = (
                    left + maximumWeight * min(0, least + discount * low - right),
                    right + maximumWeight * max(0, most + discount * high - left)
                )
            }
        }
        return low.isFinite && high.isFinite ? low...high : nil
    }

    private func terms(
        _ episodes: [[LoggedChoice]], _ products: [[Double]], _ discount: Double
    ) throws(LearningError) -> [Double] {
        switch self {
        case .trajectory:
            zip(episodes, products).map { $1[$1.count - 1] * Self.sum($0, discount) { choice, _ in choice.reward } }
        case .weightedTrajectory:
            try OffPolicyEstimator.normalizedTerms(
                values: episodes.map { Self.sum($0, discount) { choice, _ in choice.reward } },
                weights: products.map { $0[$0.count - 1] })
        case .perDecision:
            zip(episodes, products).map { episode, product in
                Self.sum(episode, discount) { choice, step in product[step] * choice.reward }
            }
        case .weightedPerDecision:
            try Self.weightedTerms(episodes, products, discount, value: { $0.reward }, correction: nil)
        case .doublyRobust:
            episodes.map { episode in
                episode.reversed().reduce(0) { later, choice in
                    choice.predictedValue + choice.weight * (choice.reward + discount * later - choice.predictedReward)
                }
            }
        case .weightedDoublyRobust:
            try Self.weightedTerms(
                episodes, products, discount, value: { $0.reward - $0.predictedReward },
                correction: { $0.predictedValue })
        }
    }

    private static func products(_ episode: [LoggedChoice]) -> [Double] {
        var product = 1.0
        return episode.map { choice in
            product *= choice.weight
            return product
        }
    }

    private static func sum(
        _ episode: [LoggedChoice], _ discount: Double, of value: (LoggedChoice, Int) -> Double
    ) -> Double {
        var sum = 0.0
        var factor = 1.0
        for (step, choice) in episode.enumerated() {
            sum += factor * value(choice, step)
            factor *= discount
        }
        return sum
    }

    /// Decision by decision, the weighted mean over episodes of `value`, plus that of `correction` with the weights
    /// before the decision. An episode that is over keeps its last weight, with value 0.
    private static func weightedTerms(
        _ episodes: [[LoggedChoice]], _ products: [[Double]], _ discount: Double,
        value: (LoggedChoice) -> Double, correction: ((LoggedChoice) -> Double)?
    ) throws(LearningError) -> [Double] {
        var terms = [Double](repeating: 0, count: episodes.count)
        var before = [Double](repeating: 1, count: episodes.count)
        var factor = 1.0
        for step in 0..<(episodes.map(\.count).max() ?? 0) {
            let weights = products.map { $0[min(step, $0.count - 1)] }
            let values = episodes.map { step < $0.count ? value($0[step]) : 0 }
            for (index, term) in try OffPolicyEstimator.normalizedTerms(values: values, weights: weights).enumerated() {
                terms[index] += factor * term
            }
            if let correction {
                let more = try OffPolicyEstimator.normalizedTerms(
                    values: episodes.map { step < $0.count ? correction($0[step]) : 0 }, weights: before)
                for index in terms.indices { terms[index] += factor * more[index] }
            }
            before = weights
            factor *= discount
        }
        return terms
    }
}
