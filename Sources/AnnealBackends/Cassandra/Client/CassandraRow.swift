/// A column of a result, or a value that a statement has to be given.
public struct CassandraColumn: Sendable, Hashable {
    /// The keyspace of its table.
    public var keyspace: String
    /// Its table.
    public var table: String
    /// Its name.
    public var name: String
    /// What values it takes.
    public var type: CassandraType
}

/// The columns that the rows of a result have in common.
final class CassandraColumns: Sendable {
    let columns: [CassandraColumn]
    private let places: [String: Int]

    init(_ columns: [CassandraColumn]) {
        self.columns = columns
        // Of two columns with one name the first counts.
        places = Dictionary(
            columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    func place(of name: String) -> Int? { places[name] }
}

/// A row of a result.
public struct CassandraRow: Sendable {
    let columns: CassandraColumns
    /// Its values, in the order of the columns.
    public let values: [CassandraValue]

    init(columns: CassandraColumns, values: [CassandraValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column; `nil` when there is no such column.
    ///
    /// - Parameter name: the column's name.
    public subscript(name: String) -> CassandraValue? {
        columns.place(of: name).flatMap { values.indices.contains($0) ? values[$0] : nil }
    }
}
