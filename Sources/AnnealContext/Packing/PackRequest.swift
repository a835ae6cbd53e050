/// What a pack is for.
public struct PackRequest: Sendable, Hashable {
    /// The task in any words: a sentence, an issue, an error; its first line counts most.
    public var task: String
    /// The most tokens.
    public var budget: Int
    /// Files that are in play already, relative to the root.
    public var paths: [String]
    /// Whether the repository's rules for agents are included.
    public var includesRules: Bool
    /// The pack of the step before, which this one goes on from.
    public var previous: ContextPack?

    /// Creates a request.
    public init(
        task: String, budget: Int, paths: [String] = [], includesRules: Bool = true, previous: ContextPack? = nil
    ) {
        self.task = task
        self.budget = budget
        self.paths = paths
        self.includesRules = includesRules
        self.previous = previous
    }
}
