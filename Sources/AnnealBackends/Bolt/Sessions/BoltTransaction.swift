internal import Synchronization

/// A transaction that was begun: what its queries change is there for others when it is committed, and never when it is
/// not. It is used by one task at a time.
public final class BoltTransaction: Sendable {
    private enum State {
        case open
        /// The server gave it up; its connection waits to be given back.
        case failed
        case over
    }

    private let client: BoltClient
    private let lease: BoltLease
    private let bookmarks: BoltBookmarks
    private let used: [String]
    private let state = Mutex(State.open)

    private init(_ client: BoltClient, _ lease: BoltLease, _ bookmarks: BoltBookmarks, used: [String]) {
        self.client = client
        self.lease = lease
        self.bookmarks = bookmarks
        self.used = used
    }

    deinit {
        // One that nobody ended is rolled back by the server when its connection goes.
        if leave() != nil { lease.drop() }
    }

    /// Begins a transaction on a connection, which it gives back in any case.
    static func begin(
        _ access: BoltAccess, of session: BoltSession, on lease: BoltLease, used: [String]
    ) async throws(BackendError) -> BoltTransaction {
        do throws(BackendError) {
            try await lease.connection.exchange([.begin(session.settings(access, used))])
        } catch {
            session.client.note(error, of: lease.connection.host)
            lease.end()
            throw error
        }
        return BoltTransaction(session.client, lease, session.bookmarks, used: used)
    }

    /// Runs a query and gives all of its rows.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values for `$name`, by name without the sign.
    /// - Returns: rows and summary.
    /// - Throws: `BackendError`; then the transaction is over.
    @discardableResult
    public func run(
        _ query: String, _ parameters: [String: BoltValue] = [:]
    ) async throws(BackendError) -> BoltResult {
        try await within { () async throws(BackendError) -> BoltResult in
            try await begun(query, parameters).rest()
        }
    }

    /// Runs a query whose rows are taken one by one; those that are not taken are left out.
    ///
    /// - Parameters:
    ///   - query: in Cypher.
    ///   - parameters: values for `$name`, by name without the sign.
    ///   - body: takes the rows.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, and `BackendError`.
    public func withRows<Value>(
        of query: String, _ parameters: [String: BoltValue] = [:], _ body: (BoltRows) async throws -> Value
    ) async throws -> Value {
        let rows = try await within { () async throws(BackendError) -> BoltRows in try await begun(query, parameters) }
        let value: Value
        do { value = try await body(rows) } catch {
            if error is BackendError { fail() }
            // What is left is left out, so that the transaction can go on.
            if state.withLock({ $0 == .open }) {
                try await within { () async throws(BackendError) in _ = try await rows.discard() }
            }
            throw error
        }
        try await within { () async throws(BackendError) in _ = try await rows.discard() }
        return value
    }

    /// Makes its changes lasting.
    ///
    /// - Throws: `BackendError`; with the codes `lost` and `timeout` it is not known whether it took effect.
    public func commit() async throws(BackendError) {
        guard let state = leave() else { throw over }
        defer { lease.end() }
        guard state == .open else {
            if lease.connection.isUsable { try? await lease.connection.reset() }
            throw over
        }
        do throws(BackendError) {
            let reply = try await lease.connection.exchange([.commit]).first
            guard case .success(let facts)? = reply?.outcome else { return }
            bookmarks.replace(used, with: facts["bookmark"]?.text)
        } catch {
            client.note(error, of: lease.connection.host)
            throw error
        }
    }

    /// Takes its changes back. Does nothing when the transaction is over.
    ///
    /// - Throws: `BackendError`; the server takes the changes back in any case.
    public func rollBack() async throws(BackendError) {
        guard let state = leave() else { return }
        defer { lease.end() }
        guard lease.connection.isUsable else { return }
        if state == .open {
            try await lease.connection.exchange([.rollback])
        } else {
            try await lease.connection.reset()
        }
    }

    private func begun(
        _ query: String, _ parameters: [String: BoltValue]
    ) async throws(BackendError) -> BoltRows {
        try await BoltRows.begin(
            query, parameters, settings: [:], on: lease.connection, fetch: client.configuration.fetch)
    }

    private func within<Value>(
        _ work: () async throws(BackendError) -> Value
    ) async throws(BackendError) -> Value {
        guard state.withLock({ $0 == .open }) else { throw over }
        do throws(BackendError) {
            return try await work()
        } catch {
            fail()
            client.note(error, of: lease.connection.host)
            throw error
        }
    }

    private func fail() { state.withLock { if $0 == .open { $0 = .failed } } }

    /// Ends it; gives how it stood, or `nil` when it was over.
    private func leave() -> State? {
        state.withLock { state in
            guard state != .over else { return nil }
            defer { state = .over }
            return state
        }
    }

    private var over: BackendError {
        BackendError(
            code: .usage, message: "the transaction is over", place: lease.connection.place,
            remedy: "begin another one; after an error all of it has to be done again")
    }
}
