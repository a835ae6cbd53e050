/// Transactions in one database, each of which sees what those before it wrote. Several tasks can use it at once; each
/// transaction has a connection of its own.
public struct BoltSession: Sendable {
    let client: BoltClient
    /// The database; the user's usual one when `nil`.
    public let database: String?
    /// Where in the history it is.
    public let bookmarks: BoltBookmarks

    init(_ client: BoltClient, database: String?, bookmarks: BoltBookmarks) {
        self.client = client
        self.database = database
        self.bookmarks = bookmarks
    }

    /// Runs one query in a transaction of its own, and gives all of its rows. It is not tried again.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values for `$name`, by name without the sign.
    ///   - access: what the query does.
    /// - Returns: rows and summary.
    /// - Throws: `BackendError`; with the codes `lost` and `timeout` it is not known whether it took effect.
    @discardableResult
    public func run(
        _ query: String, _ parameters: [String: BoltValue] = [:], access: BoltAccess = .write
    ) async throws(BackendError) -> BoltResult {
        let (lease, used) = try await lease(access)
        defer { lease.end() }
        do throws(BackendError) {
            let result = try await begun(query, parameters, access, on: lease, used: used).rest()
            bookmarks.replace(used, with: result.summary.facts["bookmark"]?.text)
            return result
        } catch {
            client.note(error, of: lease.connection.host)
            throw error
        }
    }

    /// Runs one query in a transaction of its own, whose rows are taken one by one; those that are not taken are left out.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values for `$name`, by name without the sign.
    ///   - access: what the query does.
    ///   - body: takes the rows.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, and `BackendError`.
    public func withRows<Value>(
        of query: String, _ parameters: [String: BoltValue] = [:], access: BoltAccess = .write,
        _ body: (BoltRows) async throws -> Value
    ) async throws -> Value {
        let (lease, used) = try await lease(access)
        defer { lease.end() }
        do {
            let rows = try await begun(query, parameters, access, on: lease, used: used)
            let value: Value
            do { value = try await body(rows) } catch {
                // What is left is left out, so that the connection can be used for something else.
                if lease.connection.isUsable, rows.end == nil { try await lease.connection.reset() }
                throw error
            }
            let summary = try await rows.discard()
            bookmarks.replace(used, with: summary.facts["bookmark"]?.text)
            return value
        } catch let error as BackendError {
            client.note(error, of: lease.connection.host)
            throw error
        }
    }

    /// Begins a transaction, to be committed or rolled back by the caller. It is not tried again.
    ///
    /// - Parameter access: what it does.
    /// - Returns: the transaction; one that nobody ends is rolled back.
    /// - Throws: `BackendError`.
    public func begin(_ access: BoltAccess = .write) async throws(BackendError) -> BoltTransaction {
        let (lease, used) = try await lease(access)
        return try await BoltTransaction.begin(access, of: self, on: lease, used: used)
    }

    /// Does something in a transaction, which is committed when the closure returns and rolled back when it throws. After
    /// failures that pass all of it is done again, with pauses that grow, for as long as the configuration's `retry`.
    ///
    /// When the connection breaks while it is committed, nobody knows whether it took effect: then it is not tried again.
    ///
    /// - Parameters:
    ///   - access: what it does.
    ///   - work: may be called several times: it changes nothing but the database.
    /// - Returns: what the closure returned the last time.
    /// - Throws: what the closure throws, and `BackendError`.
    public func transaction<Value>(
        _ access: BoltAccess = .write, _ work: (BoltTransaction) async throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now + client.configuration.retry
        var backoff = Backoff(least: .milliseconds(50), most: .seconds(5))
        while true {
            switch try await attempt(access, work) {
            case .done(let value): return value
            case .failed(let failure):
                try await client.pause(backoff.next(), until: deadline, otherwise: failure)
            }
        }
    }

    private enum Attempt<Value> {
        case done(Value)
        /// It may go well another time.
        case failed(BackendError)
    }

    private func attempt<Value>(
        _ access: BoltAccess, _ work: (BoltTransaction) async throws -> Value
    ) async throws -> Attempt<Value> {
        let (lease, used) = try await lease(access)
        let transaction: BoltTransaction
        do throws(BackendError) {
            transaction = try await BoltTransaction.begin(access, of: self, on: lease, used: used)
        } catch {
            guard error.allowsAnotherTry else { throw error }
            return .failed(error)
        }
        let value: Value
        do { value = try await work(transaction) } catch {
            try? await transaction.rollBack()
            guard let failure = error as? BackendError, failure.allowsAnotherTry else { throw error }
            return .failed(failure)
        }
        do throws(BackendError) {
            try await transaction.commit()
            return .done(value)
        } catch {
            guard error.reply != nil, error.allowsAnotherTry else { throw error }
            return .failed(error)
        }
    }

    private func lease(_ access: BoltAccess) async throws(BackendError) -> (BoltLease, [String]) {
        let used = bookmarks.values.sorted()
        return (try await client.lease(access, database: database, bookmarks: used), used)
    }

    private func begun(
        _ query: String, _ parameters: [String: BoltValue], _ access: BoltAccess, on lease: BoltLease, used: [String]
    ) async throws(BackendError) -> BoltRows {
        try await BoltRows.begin(
            query, parameters, settings: settings(access, used), on: lease.connection,
            fetch: client.configuration.fetch)
    }

    /// What a transaction begins with.
    func settings(_ access: BoltAccess, _ used: [String]) -> [String: BoltValue] {
        var settings: [String: BoltValue] = [:]
        if let database { settings["db"] = .string(database) }
        if access == .read { settings["mode"] = .string("r") }
        if !used.isEmpty { settings["bookmarks"] = .list(used.map { .string($0) }) }
        return settings
    }
}
