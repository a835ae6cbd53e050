/// A number of rows that is told before each run, so that one graph serves every size of batch.
public enum RowVariable: Int, Sendable, Hashable, CaseIterable {
    /// Examples, decisions, sequences.
    case batch
    /// Steps of all sequences together.
    case tokens
    /// Nodes of all graphs together.
    case nodes
    /// Edges of all graphs together.
    case edges
    /// Candidates of all decisions together.
    case candidates

    /// How many there are; `allCases` makes an array at each call.
    static let variableCount = allCases.count
}

/// How many rows a matrix of a graph has: a fixed number, or one that is told before each run.
public struct Rows: Sendable, Hashable, CustomStringConvertible {
    let variable: RowVariable?
    let fixed: Int

    /// As many rows as are told for a variable.
    ///
    /// - Parameter variable: whose number is told by `Graph.setRows(_:to:)`.
    public init(_ variable: RowVariable) {
        self.variable = variable
        fixed = 0
    }

    private init(fixed: Int) {
        variable = nil
        self.fixed = fixed
    }

    /// One row for each example.
    public static let batch = Rows(.batch)
    /// One row for each step of each sequence.
    public static let tokens = Rows(.tokens)
    /// One row for each node of each graph.
    public static let nodes = Rows(.nodes)
    /// One row for each edge of each graph.
    public static let edges = Rows(.edges)
    /// One row for each candidate of each decision.
    public static let candidates = Rows(.candidates)
    /// Always as many rows.
    public static func fixed(_ count: Int) -> Rows { Rows(fixed: count) }

    /// As it is written in an error: `batch`, `12`.
    public var description: String { variable.map { "\($0)" } ?? "\(fixed)" }
}
