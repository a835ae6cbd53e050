/// What a query gave.
public struct BoltResult: Sendable, Hashable {
    /// Names of the columns.
    public var columns: [String]
    /// The rows, each with a value for each column.
    public var rows: [[BoltValue]]
    /// What else the server told.
    public var summary: BoltSummary
}

/// What a server tells about a query that ended.
public struct BoltSummary: Sendable, Hashable {
    /// What was changed: `nodes-created`, `properties-set` and so on; what is zero is missing.
    public var counters: [String: Int]
    /// `r` for a query that only reads, `w` for one that only writes, `rw` for both, `s` for the schema.
    public var kind: String?
    /// The database that it ran in.
    public var database: String?
    /// All of it as the server told it, also warnings and plans.
    public var facts: [String: BoltValue]

    /// Reads what a server told.
    init(_ facts: [String: BoltValue]) {
        self.facts = facts
        counters = (facts["stats"]?.members ?? [:]).compactMapValues { $0.integer.map { Int($0) } }
        kind = facts["type"]?.text
        database = facts["db"]?.text
    }
}
