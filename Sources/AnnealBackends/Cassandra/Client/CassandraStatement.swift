/// A statement of CQL with how it is to be carried out.
public struct CassandraStatement: Sendable, Hashable {
    /// When another server is asked as well, because the first one takes long.
    public struct Speculation: Sendable, Hashable {
        /// How long each server is waited for before the next is asked.
        public var delay: Duration
        /// How many servers are asked at once, at most.
        public var most: Int

        /// Creates a rule.
        public init(delay: Duration, most: Int = 2) {
            self.delay = delay
            self.most = most
        }
    }

    /// The text, with `?` where values go.
    public var text: String
    /// The values, in order.
    public var values: [CassandraValue]
    /// Whether doing it twice is doing it once, so that it may be sent again after a failure.
    public var isIdempotent: Bool
    /// The level of consistency; the client's when not given.
    public var consistency: CassandraConsistency?
    /// The level of the condition of a conditional update.
    public var serialConsistency: CassandraConsistency?
    /// The most rows of a page; the client's when not given.
    public var pageSize: Int32?
    /// Where to go on, as an earlier page told it.
    public var pagingState: [UInt8]?
    /// Microseconds since the beginning of 1970 that a write counts as made at; the client's clock when not given.
    public var timestamp: Int64?
    /// How long an answer may take; the client's time when not given.
    public var timeout: Duration?
    /// When another server is asked as well; only for idempotent statements.
    public var speculation: Speculation?
    /// Whether servers prepare it, which is done once for all its executions. Without values it is not worth it.
    public var isPrepared: Bool
    /// Whether the server is to keep a trace of what it does.
    public var isTraced = false
    /// For a server with a query handler of its own.
    public var payload: [String: [UInt8]] = [:]

    /// Creates a statement; one with values is prepared.
    ///
    /// - Parameters:
    ///   - text: the text, with `?` where values go.
    ///   - values: the values, in order.
    ///   - isIdempotent: whether doing it twice is doing it once.
    ///   - consistency: the level of consistency; the client's when not given.
    public init(
        _ text: String, _ values: [CassandraValue] = [], isIdempotent: Bool = false,
        consistency: CassandraConsistency? = nil
    ) {
        self.text = text
        self.values = values
        self.isIdempotent = isIdempotent
        self.consistency = consistency
        isPrepared = !values.isEmpty
    }
}

/// Statements that change data, sent as one.
public struct CassandraBatch: Sendable, Hashable {
    /// What the servers promise about it.
    public enum Kind: UInt8, Sendable, Hashable {
        /// All of it is carried out in the end, or nothing.
        case logged = 0
        /// Nothing.
        case unlogged = 1
        /// Nothing; its statements change counters.
        case counter = 2
    }

    /// What the servers promise about it.
    public var kind: Kind
    /// The statements: of each the text, the values and `isPrepared` count.
    public var statements: [CassandraStatement]
    /// Whether doing it twice is doing it once.
    public var isIdempotent: Bool
    /// The level of consistency; the client's when not given.
    public var consistency: CassandraConsistency?
    /// The level of the conditions of conditional updates.
    public var serialConsistency: CassandraConsistency?
    /// Microseconds since the beginning of 1970; the client's clock when not given.
    public var timestamp: Int64?
    /// How long an answer may take; the client's time when not given.
    public var timeout: Duration?

    /// Creates a batch.
    public init(
        _ kind: Kind = .logged, _ statements: [CassandraStatement], isIdempotent: Bool = false,
        consistency: CassandraConsistency? = nil
    ) {
        self.kind = kind
        self.statements = statements
        self.isIdempotent = isIdempotent
        self.consistency = consistency
    }
}
