public import AnnealFoundation

/// A specification taken apart into tasks, with the reasons. It is a JSON file that a person may edit.
public struct Plan: Sendable, Hashable, Codable {
    /// The form of the file; this program writes 1.
    public var version: Int
    /// The digest of the specification that it was made from.
    public var specification: ContentDigest
    /// What was understood, dimension by dimension.
    public var understanding: Understanding
    /// How the work is arranged.
    public var strategy: Strategy
    /// Why this strategy.
    public var strategyReason: String
    /// The tasks and what they wait for.
    public var graph: TaskGraph

    /// Creates a plan.
    public init(
        version: Int = 1, specification: ContentDigest, understanding: Understanding, strategy: Strategy,
        strategyReason: String, graph: TaskGraph
    ) {
        self.version = version
        self.specification = specification
        self.understanding = understanding
        self.strategy = strategy
        self.strategyReason = strategyReason
        self.graph = graph
    }
}

/// How the work is arranged.
public enum Strategy: String, Sendable, Hashable, Codable, CaseIterable {
    /// One task after the other.
    case sequential
    /// As many at a time as do not conflict.
    case parallelAggressive = "parallel-aggressive"
    /// A thin version of everything first, then deeper.
    case incremental
    /// Parallel where it is safe.
    case balanced
}

/// The specification understood in five dimensions; each is a list of short statements.
public struct Understanding: Sendable, Hashable, Codable {
    /// What the software is for.
    public var coreBusinessLogic: [String]
    /// What will be hard to get right.
    public var technicalDifficulties: [String]
    /// What the parts that people see need of the parts behind.
    public var dependencies: [String]
    /// What goes in, what comes out, through which steps.
    public var dataFlow: [String]
    /// What may go wrong.
    public var risks: [String]
    /// `rules` when made without a model, otherwise the model's name.
    public var source: String

    /// Creates an understanding.
    public init(
        coreBusinessLogic: [String] = [], technicalDifficulties: [String] = [], dependencies: [String] = [],
        dataFlow: [String] = [], risks: [String] = [], source: String = "rules"
    ) {
        self.coreBusinessLogic = coreBusinessLogic
        self.technicalDifficulties = technicalDifficulties
        self.dependencies = dependencies
        self.dataFlow = dataFlow
        self.risks = risks
        self.source = source
    }
}
