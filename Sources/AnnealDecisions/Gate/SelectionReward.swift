/// What a way of working on a task earns: mostly that it is right, and a share for how few tokens it took.
///
/// Tokens are told in what the fixed way usually takes, so that half of them saved is worth the same with a small and with a
/// large model.
public struct SelectionReward: Sendable, Hashable, Codable {
    /// What being right is worth; the rest is for tokens.
    public static let worthOfRight = 0.7
    /// What a task is taken to cost where nothing is known of the fixed way.
    public static let commonTokens = 2_000.0

    /// Tokens that the fixed way takes for a task, in the mean: prompts without cached parts, and what was generated.
    public var usualTokens: Double

    /// Creates a reward.
    ///
    /// - Parameter usualTokens: what the fixed way takes for a task, above 0.
    public init(usualTokens: Double = Self.commonTokens) {
        self.usualTokens = max(1, usualTokens)
    }

    /// The reward of one task.
    ///
    /// - Parameters:
    ///   - isRight: whether it is right, by what can be known: checks in a run, hidden tests in a recording.
    ///   - tokens: what it took.
    /// - Returns: 0 to 1; all of it for what is right and took nothing, 0.85 for what is right and took what is usual.
    public func value(isRight: Bool, tokens: Double) -> Double {
        let economy = 1 - min(1, max(0, tokens) / (2 * usualTokens))
        return Self.worthOfRight * (isRight ? 1 : 0) + (1 - Self.worthOfRight) * economy
    }
}
