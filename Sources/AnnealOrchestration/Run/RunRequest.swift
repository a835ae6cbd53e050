internal import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
public import AnnealSpecs

/// What a person asks of a run. It is kept in the journal, so that a resumed run does the same.
public struct RunRequest: Sendable, Hashable, Codable {
    /// The specification as it was when the run began.
    public var specification: SpecDocument
    /// The plan to obey; `nil` has one made.
    public var plan: Plan?
    /// What the run may spend.
    public var budget: Budget
    /// Whether the result is merged into the checked-out branch at the end, verified or not.
    public var acceptsAtEnd: Bool
    /// Tasks at the same time; `nil` is 1 for a local model and 4 otherwise.
    public var parallel: Int?
    /// Makes sampling repeatable.
    public var seed: UInt64
    /// The settings in force, for executors.
    public var settings: [String: String]
    /// What the command line set, by setting, so that a resumed run finds the same model.
    public var flags: [String: String]

    /// Creates a request.
    public init(
        specification: SpecDocument, plan: Plan? = nil, budget: Budget = .unlimited, acceptsAtEnd: Bool = false,
        parallel: Int? = nil, seed: UInt64 = 0, settings: [String: String] = [:], flags: [String: String] = [:]
    ) {
        self.specification = specification
        self.plan = plan
        self.budget = budget
        self.acceptsAtEnd = acceptsAtEnd
        self.parallel = parallel
        self.seed = seed
        self.settings = settings
        self.flags = flags
    }
}
