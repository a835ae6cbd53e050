internal import Synchronization

/// The rows of a query as they come. A part of them is fetched at a time, and the next part when these were taken: a
/// reader that is slow lets the server wait. It is used by one task at a time.
public final class BoltRows: Sendable {
    private struct State {
        var rows: ArraySlice<[BoltValue]> = []
        /// What the server told at the end; `nil` while there is more.
        var end: [String: BoltValue]?
    }

    /// Names of the columns.
    public let columns: [String]
    private let connection: BoltConnection
    private let fetch: Int
    private let query: Int64?
    private let state = Mutex(State())

    private init(columns: [String], _ connection: BoltConnection, fetch: Int, query: Int64?) {
        self.columns = columns
        self.connection = connection
        self.fetch = fetch
        self.query = query
    }

    /// Begins a query and fetches its first rows, in one round trip.
    ///
    /// - Throws: `BackendError`.
    static func begin(
        _ query: String, _ parameters: [String: BoltValue], settings: [String: BoltValue],
        on connection: BoltConnection, fetch: Int
    ) async throws(BackendError) -> BoltRows {
        let replies = try await connection.exchange(
            [.run(query, parameters, settings), .pull(fetch)], rowLimit: fetch)
        guard replies.count == 2, case .success(let facts) = replies[0].outcome else {
            throw BackendError(code: .malformed, message: "a query has no answer", place: connection.place)
        }
        let columns = facts["fields"]?.elements?.compactMap(\.text) ?? []
        let rows = BoltRows(columns: columns, connection, fetch: fetch, query: facts["qid"]?.integer)
        try rows.take(replies[1])
        return rows
    }

    /// The next row; `nil` when there is none.
    ///
    /// - Throws: `BackendError`; what came until then may be a part of the result.
    public func next() async throws(BackendError) -> [BoltValue]? {
        while true {
            let (row, isOver) = state.withLock { ($0.rows.popFirst(), $0.end != nil) }
            if let row { return row }
            if isOver { return nil }
            guard let reply = try await connection.exchange([.pull(fetch, of: query)], rowLimit: fetch).first else {
                return nil
            }
            try take(reply)
        }
    }

    /// All rows that are left.
    ///
    /// - Returns: the rows, with what the server told at the end.
    /// - Throws: `BackendError`.
    public func rest() async throws(BackendError) -> BoltResult {
        var rows: [[BoltValue]] = []
        while let row = try await next() { rows.append(row) }
        return BoltResult(columns: columns, rows: rows, summary: BoltSummary(end ?? [:]))
    }

    /// Leaves out the rows that are left.
    ///
    /// - Returns: what the server told at the end.
    /// - Throws: `BackendError`.
    @discardableResult
    public func discard() async throws(BackendError) -> BoltSummary {
        state.withLock { $0.rows = [] }
        if end == nil, let reply = try await connection.exchange([.discard(of: query)]).first { try take(reply) }
        return BoltSummary(end ?? [:])
    }

    /// What the server told at the end; `nil` while there is more.
    var end: [String: BoltValue]? { state.withLock { $0.end } }

    private func take(_ reply: BoltReply) throws(BackendError) {
        guard case .success(let facts) = reply.outcome else { return }
        guard reply.rows.allSatisfy({ $0.count == columns.count }) else {
            connection.close()
            throw BackendError(
                code: .malformed, message: "a row has not as many values as there are columns", place: connection.place)
        }
        state.withLock { state in
            state.rows += reply.rows
            if facts["has_more"] != .bool(true) { state.end = facts }
        }
    }
}
