/// Divides rewards by the deviation of the discounted returns seen so far, so that the value function's targets are of
/// size 1. Their mean is kept: taking it off would change which policy is best.
///
/// Source: L. Engstrom and others, "Implementation Matters in Deep Policy Gradients", ICLR 2020, section 2; as
/// stable-baselines3's `VecNormalize`.
public struct RewardScaler: Sendable, Hashable, Codable {
    /// What a reward counts a step later.
    public let discount: Double
    /// Scaled rewards are cut at plus and minus this.
    public let limit: Float
    private let offset: Double
    private var returns: [Double]
    private var moments: RunningMoments
    private var row: [Float]

    /// Creates a scaler.
    ///
    /// - Parameters:
    ///   - environments: how many environments step together, at least one.
    ///   - discount: what a reward counts a step later, 0 ... 1.
    ///   - limit: scaled rewards are cut at plus and minus this.
    ///   - offset: added to the variance.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(
        environments: Int, discount: Double, limit: Float = 10, offset: Double = 1e-8
    ) throws(LearningError) {
        guard environments > 0, (0...1).contains(discount), limit > 0, offset >= 0 else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(environments) environments with discount \(discount), limit \(limit), offset \(offset)",
                place: "RewardScaler")
        }
        self.discount = discount
        self.limit = limit
        self.offset = offset
        returns = [Double](repeating: 0, count: environments)
        row = [Float](repeating: 0, count: environments)
        moments = RunningMoments(size: 1)
    }

    /// Whether it is for so many environments: what was decoded may say anything.
    func isWhole(environments: Int) -> Bool {
        returns.count == environments && row.count == environments && moments.isWhole(size: 1) && limit > 0
            && (0...1).contains(discount) && offset >= 0
    }

    /// The deviation that rewards are divided by.
    public var scale: Double { (moments.variance(0) + offset).squareRoot() }

    /// Takes the rewards of a step into the statistics and scales them.
    ///
    /// - Parameters:
    ///   - rewards: of each environment; scaled where they lie.
    ///   - over: whether the step ended the episode of each environment, of its own or cut off.
    /// - Throws: `LearningError` of code `shape` for another number, `notFinite` for a reward that is not finite.
    /// - Complexity: O(environments), without allocation.
    public mutating func scale(
        _ rewards: UnsafeMutableBufferPointer<Float>, over: UnsafeBufferPointer<Bool>
    ) throws(LearningError) {
        guard rewards.count == returns.count, over.count == returns.count else {
            throw LearningError(
                code: .shape,
                message: "\(rewards.count) rewards and \(over.count) ends for \(returns.count) environments",
                place: "RewardScaler.scale")
        }
        guard rewards.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "a reward is not finite", place: "RewardScaler.scale")
        }
        for index in returns.indices {
            returns[index] = returns[index] * discount + Double(rewards[index])
            row[index] = Float(returns[index])
        }
        try moments.add(rows: row)
        let factor = 1 / scale
        for index in returns.indices {
            rewards[index] = min(max(Float(Double(rewards[index]) * factor), -limit), limit)
            if over[index] { returns[index] = 0 }
        }
    }

    /// Takes the rewards of the last step of environments into the statistics and scales them.
    ///
    /// - Parameters:
    ///   - rewards: a copy of the environments' rewards; scaled where they lie.
    ///   - environments: which have stepped.
    ///   - isOver: takes whether the step ended the episode of each; as long as `rewards`.
    /// - Throws: `LearningError` as the public form.
    /// - Complexity: O(environments), without allocation.
    mutating func scale<Member: Environment>(
        _ rewards: inout [Float], of environments: borrowing VectorEnvironment<Member>, isOver: inout [Bool]
    ) throws(LearningError) {
        for index in isOver.indices { isOver[index] = environments.terminated[index] || environments.truncated[index] }
        try rewards.withUnsafeMutableBufferPointer { rewards throws(LearningError) in
            try isOver.withUnsafeBufferPointer { over throws(LearningError) in try scale(rewards, over: over) }
        }
    }

    /// A reward, or the sum of rewards of several steps, scaled by what has been seen and cut at the limit; the statistics
    /// stay as they are.
    func scaled(_ reward: Float) -> Float { min(max(Float(Double(reward) / scale), -limit), limit) }

    /// Takes the rewards of a step into the statistics.
    ///
    /// - Parameters:
    ///   - rewards: of each environment.
    ///   - over: whether the step ended the episode of each environment.
    /// - Returns: the scaled rewards.
    /// - Throws: `LearningError` as the other form.
    public mutating func scaled(_ rewards: [Float], over: [Bool]) throws(LearningError) -> [Float] {
        var rewards = rewards
        try rewards.withUnsafeMutableBufferPointer { rewards throws(LearningError) in
            try over.withUnsafeBufferPointer { over throws(LearningError) in try scale(rewards, over: over) }
        }
        return rewards
    }
}
