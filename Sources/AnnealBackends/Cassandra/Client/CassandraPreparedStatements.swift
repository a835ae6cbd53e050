internal import Synchronization

/// The statements that servers have prepared, by their text. All servers give a text the same identifier, and one that
/// does not know it yet says so.
final class CassandraPreparedStatements: Sendable {
    private typealias Preparing = Task<Result<CassandraPrepared, CassandraError>, Never>

    private struct State {
        var known: [String: CassandraPrepared] = [:]
        /// The texts, the oldest first.
        var order: [String] = []
        var preparing: [String: Preparing] = [:]
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many are kept; of more, the oldest is prepared anew when it is needed.
    init(limit: Int = 500) { self.limit = limit }

    /// How many are known.
    var count: Int { state.withLock { $0.known.count } }

    /// What a text is known by, prepared over a connection where it is not known; many tasks that need it wait for one.
    ///
    /// - Parameters:
    ///   - text: the statement.
    ///   - connection: where to.
    ///   - isForgotten: whether the server does not know it any more.
    /// - Returns: what the servers know it by.
    /// - Throws: `CassandraError`.
    func statement(
        _ text: String, over connection: CassandraConnection, isForgotten: Bool = false
    ) async throws(CassandraError) -> CassandraPrepared {
        guard !isForgotten else {
            let prepared = try await Self.prepare(text, over: connection)
            keep(prepared, text)
            return prepared
        }
        let (known, preparing) = state.withLock { state -> (CassandraPrepared?, Preparing?) in
            if let known = state.known[text] { return (known, nil) }
            if let preparing = state.preparing[text] { return (nil, preparing) }
            let preparing = Preparing {
                do throws(CassandraError) {
                    let prepared = try await Self.prepare(text, over: connection)
                    self.keep(prepared, text)
                    return .success(prepared)
                } catch {
                    self.state.withLock { $0.preparing[text] = nil }
                    return .failure(error)
                }
            }
            state.preparing[text] = preparing
            return (nil, preparing)
        }
        if let known { return known }
        guard let preparing else { return try await Self.prepare(text, over: connection) }
        return try await preparing.value.get()
    }

    private func keep(_ prepared: CassandraPrepared, _ text: String) {
        state.withLock { state in
            state.preparing[text] = nil
            if state.known.updateValue(prepared, forKey: text) == nil { state.order.append(text) }
            while state.order.count > limit { state.known[state.order.removeFirst()] = nil }
        }
    }

    private static func prepare(
        _ text: String, over connection: CassandraConnection
    ) async throws(CassandraError) -> CassandraPrepared {
        let message: CassandraAnswer.Message
        do throws(BackendError) {
            message = try await connection.ask(.prepare(text)).message
        } catch {
            throw CassandraError(error)
        }
        switch message {
        case .result(.prepared(let prepared)): return prepared
        case .error(let error): throw CassandraError(error, place: connection.place)
        default: throw CassandraError(CQLReader.malformed("a preparation is answered with something else"))
        }
    }
}
