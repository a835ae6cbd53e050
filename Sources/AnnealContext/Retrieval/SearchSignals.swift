/// The signals of a search; each can be left out, to see what it is worth.
public struct SearchSignals: OptionSet, Sendable, Hashable {
    /// The signals as bits.
    public let rawValue: Int

    /// Creates a set.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// BM25F over the fields of whole files.
    public static let fields = SearchSignals(rawValue: 1)
    /// BM25 over the pieces of a file: the best, and less of the next three.
    public static let pieces = SearchSignals(rawValue: 2)
    /// Words that stand close together in the query stand close together in the file.
    public static let pairs = SearchSignals(rawValue: 4)
    /// Words of the query in the path and the file's name.
    public static let path = SearchSignals(rawValue: 8)
    /// Large files are changed more often.
    public static let size = SearchSignals(rawValue: 16)
    /// The best file of the folder and the file of the same name with another ending.
    public static let neighbours = SearchSignals(rawValue: 32)
    /// References from and to the best files.
    public static let graph = SearchSignals(rawValue: 64)
    /// Words of the best files.
    public static let feedback = SearchSignals(rawValue: 128)
    /// Tests, documents, data, generated and foreign files count less unless they are asked for.
    public static let category = SearchSignals(rawValue: 256)
    /// Other forms of the query's words, and their usual short forms.
    public static let families = SearchSignals(rawValue: 512)
    /// What git's history tells: messages like the query, changes together with the best files, how often a file changes.
    public static let history = SearchSignals(rawValue: 1024)
    /// The tests of a file.
    public static let tests = SearchSignals(rawValue: 2048)
    /// Vectors of pieces, where the query has one.
    public static let vectors = SearchSignals(rawValue: 4096)
    /// The order of the learned ranker.
    public static let ranking = SearchSignals(rawValue: 8192)

    /// All of them.
    public static let all = SearchSignals(rawValue: 16383)

    /// The names, for options and reports.
    public static let named: [(name: String, signal: SearchSignals)] = [
        ("fields", .fields), ("pieces", .pieces), ("pairs", .pairs), ("path", .path), ("size", .size),
        ("neighbours", .neighbours), ("graph", .graph), ("feedback", .feedback), ("category", .category),
        ("families", .families), ("history", .history), ("tests", .tests),
        ("vectors", .vectors), ("ranking", .ranking),
    ]
}
