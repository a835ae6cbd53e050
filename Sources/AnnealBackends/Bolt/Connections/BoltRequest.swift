/// A message to the server.
struct BoltRequest: Sendable, Hashable {
    /// What it is, and its fields.
    var structure: BoltStructure

    private init(_ tag: UInt8, _ fields: [BoltValue] = []) { structure = BoltStructure(tag: tag, fields) }

    enum Tag {
        static let hello: UInt8 = 0x01
        static let goodbye: UInt8 = 0x02
        static let reset: UInt8 = 0x0F
        static let run: UInt8 = 0x10
        static let begin: UInt8 = 0x11
        static let commit: UInt8 = 0x12
        static let rollback: UInt8 = 0x13
        static let discard: UInt8 = 0x2F
        static let pull: UInt8 = 0x3F
        static let route: UInt8 = 0x66
        static let logon: UInt8 = 0x6A
        static let success: UInt8 = 0x70
        static let record: UInt8 = 0x71
        static let ignored: UInt8 = 0x7E
        static let failure: UInt8 = 0x7F
    }

    static func hello(_ facts: [String: BoltValue]) -> BoltRequest { BoltRequest(Tag.hello, [.map(facts)]) }
    static func logon(_ facts: [String: BoltValue]) -> BoltRequest { BoltRequest(Tag.logon, [.map(facts)]) }
    static let goodbye = BoltRequest(Tag.goodbye)
    static let reset = BoltRequest(Tag.reset)
    static let commit = BoltRequest(Tag.commit)
    static let rollback = BoltRequest(Tag.rollback)

    /// Begins a query; its rows come with `pull`.
    static func run(
        _ query: String, _ parameters: [String: BoltValue], _ settings: [String: BoltValue] = [:]
    ) -> BoltRequest {
        BoltRequest(Tag.run, [.string(query), .map(parameters), .map(settings)])
    }

    static func begin(_ settings: [String: BoltValue]) -> BoltRequest { BoltRequest(Tag.begin, [.map(settings)]) }

    /// The next rows of a query, at most so many; all of them with -1.
    static func pull(_ count: Int, of query: Int64? = nil) -> BoltRequest {
        BoltRequest(Tag.pull, [.map(Self.amount(count, query))])
    }

    /// Leaves the rest of the rows out.
    static func discard(of query: Int64? = nil) -> BoltRequest { BoltRequest(Tag.discard, [.map(amount(-1, query))]) }

    private static func amount(_ count: Int, _ query: Int64?) -> [String: BoltValue] {
        var amount: [String: BoltValue] = ["n": .integer(Int64(count))]
        // Without a number the last query is meant.
        if let query { amount["qid"] = .integer(query) }
        return amount
    }

    /// Which servers there are for a database.
    static func route(
        _ context: [String: BoltValue], bookmarks: [String], database: String?
    ) -> BoltRequest {
        var settings: [String: BoltValue] = [:]
        if let database { settings["db"] = .string(database) }
        return BoltRequest(Tag.route, [.map(context), .list(bookmarks.map { .string($0) }), .map(settings)])
    }
}

/// What a server answers to one message: rows, and how it ended.
struct BoltReply: Sendable, Hashable {
    /// How it ended.
    enum Outcome: Sendable, Hashable {
        case success([String: BoltValue])
        case failure(code: String, message: String)
        /// Not done, because a message before failed.
        case ignored
    }

    /// The rows.
    var rows: [[BoltValue]] = []
    /// How it ended.
    var outcome: Outcome
}
