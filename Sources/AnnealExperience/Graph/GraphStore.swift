/// Where the knowledge graph is kept.
///
/// Implementations: `SQLiteGraph`, which understands the part of Cypher that docs/experience.md describes; servers that
/// speak Cypher, which understand at least that part. Anneal itself only sends queries of that part.
public protocol GraphStore: Sendable {
    /// A short name for reports: `sqlite`, `neo4j`, `falkordb`.
    var name: String { get }

    /// Carries out one query in a transaction of its own: all of it or, when it fails, nothing.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values for `$name`, by name without the sign.
    /// - Returns: what it returned and what it changed.
    /// - Throws: `ExperienceError`; for a query that cannot be understood `place` names line and column.
    @discardableResult
    func run(_ query: String, parameters: [String: GraphValue]) async throws(ExperienceError) -> GraphResult
}

extension GraphStore {
    /// Carries out one query without parameters.
    ///
    /// - Parameter query: in Cypher.
    /// - Returns: what it returned and what it changed.
    /// - Throws: `ExperienceError`.
    @discardableResult
    public func run(_ query: String) async throws(ExperienceError) -> GraphResult {
        try await run(query, parameters: [:])
    }
}

/// What a query returned and changed.
public struct GraphResult: Sendable, Hashable {
    /// Names of the columns.
    public var columns: [String]
    /// The rows, each with a value for each column.
    public var rows: [[GraphValue]]
    /// What was changed.
    public var changes: GraphChanges

    /// Creates a result.
    public init(columns: [String] = [], rows: [[GraphValue]] = [], changes: GraphChanges = GraphChanges()) {
        self.columns = columns
        self.rows = rows
        self.changes = changes
    }
}

/// What a query changed.
public struct GraphChanges: Sendable, Hashable, Codable {
    /// Nodes that were made.
    public var nodesCreated = 0
    /// Nodes that were deleted.
    public var nodesDeleted = 0
    /// Relationships that were made.
    public var relationshipsCreated = 0
    /// Relationships that were deleted.
    public var relationshipsDeleted = 0
    /// Properties that were set or removed.
    public var propertiesSet = 0
    /// Labels that were added or removed.
    public var labelsChanged = 0

    /// Creates a record of no change.
    public init() {}

    /// Whether nothing was changed.
    public var isEmpty: Bool { self == GraphChanges() }
}
