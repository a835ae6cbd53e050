public import AnnealFoundation

/// What a whole run may spend; `nil` is no limit.
public struct Budget: Sendable, Hashable, Codable {
    /// Tokens of prompts that were not cached, and of answers.
    public var tokens: TokenCount?
    /// Money.
    public var cost: USD?
    /// Time on the clock since the run began, pauses between sessions not counted.
    public var time: Duration?

    /// Creates a budget.
    public init(tokens: TokenCount? = nil, cost: USD? = nil, time: Duration? = nil) {
        self.tokens = tokens
        self.cost = cost
        self.time = time
    }

    /// No limits.
    public static let unlimited = Budget()
}
