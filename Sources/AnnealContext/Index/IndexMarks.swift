internal import GRDB

/// What tells whether two looks at an index saw the same.
struct IndexMarks: Hashable {
    /// What is counted in the index itself.
    enum Counter: String {
        /// Every change of files or history.
        case generation
        /// Every change of vectors, or of which piece has which.
        case vectors
        /// Each time that all references are found anew.
        case references
    }

    /// Tells an index from one that was made anew in its place, whose counts begin again.
    private(set) var made: Int64 = 0
    /// Changes of files and history.
    private(set) var generation = 0
    /// Changes of vectors.
    private(set) var vectors = 0
    /// How often all references were found.
    private(set) var references = 0
    /// The commit up to which the history was read.
    private(set) var history: String?

    /// Reads them. Complexity: O(1).
    init(_ database: Database) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT key, value FROM meta")
        while let row = try rows.next() {
            let value: DatabaseValue = row[1]
            let number = Int64.fromDatabaseValue(value) ?? 0
            switch row[0] as String {
            case "made": made = number
            case Counter.generation.rawValue: generation = Int(number)
            case Counter.vectors.rawValue: vectors = Int(number)
            case Counter.references.rawValue: references = Int(number)
            case "history": history = String.fromDatabaseValue(value)
            default: continue
            }
        }
    }

    /// Whether files and history are the same.
    func hasSameFiles(as other: IndexMarks) -> Bool { made == other.made && generation == other.generation }

    /// Raises a count by one; one that was never raised begins with 1.
    static func raise(_ counter: Counter, _ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO meta VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET value = value + 1"
        ).execute(arguments: [counter.rawValue])
    }
}
