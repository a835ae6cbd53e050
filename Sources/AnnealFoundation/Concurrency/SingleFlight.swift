internal import Synchronization

/// Lets many tasks that want the same thing at the same time share one computation.
///
/// The first to ask starts it; those that come before it ends get its result, also when that is an error. A task that is
/// cancelled stops waiting at once with `CancellationError`, and the computation goes on for the others; it is cancelled
/// when nobody waits any more. What comes after the end starts anew.
public final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Flight {
        var number: UInt64
        var waiting: [UInt64: CheckedContinuation<Value, any Error>] = [:]
        var task: Task<Void, Never>?
    }

    private struct State {
        var flights: [Key: Flight] = [:]
        var next: UInt64 = 0
        /// Waiters that were cancelled before they could be put down.
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())

    /// Creates one with nothing under way.
    public init() {}

    /// Computations that are under way.
    public var count: Int { state.withLock { $0.flights.count } }

    /// Waiters that left a mark by which they are known as cancelled when they want to wait.
    var marks: Int { state.withLock { $0.cancelled.count } }

    /// Tasks that wait for a key.
    func waiting(for key: Key) -> Int { state.withLock { $0.flights[key]?.waiting.count ?? 0 } }

    /// The result for a key, computed once for all that wait for it.
    ///
    /// - Parameters:
    ///   - key: what is wanted.
    ///   - compute: makes it; runs in a task that belongs to this object.
    /// - Returns: the result.
    /// - Throws: what the computation throws, or `CancellationError`.
    public func value(for key: Key, compute: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        // A task that is cancelled when it has its result already leaves a mark.
        defer { state.withLock { _ = $0.cancelled.remove(ticket) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(key, ticket, continuation, compute)
            }
        } onCancel: {
            leave(key, ticket)
        }
    }

    private func join(
        _ key: Key, _ ticket: UInt64, _ continuation: CheckedContinuation<Value, any Error>,
        _ compute: @escaping @Sendable () async throws -> Value
    ) {
        let isCancelled = state.withLock { state in
            guard state.cancelled.remove(ticket) == nil else { return true }
            if state.flights[key] != nil {
                state.flights[key]?.waiting[ticket] = continuation
                return false
            }
            var flight = Flight(number: ticket, waiting: [ticket: continuation])
            flight.task = Task {
                let result: Result<Value, any Error>
                do { result = .success(try await compute()) } catch { result = .failure(error) }
                self.land(key, ticket, result)
            }
            state.flights[key] = flight
            return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
    }

    private func land(_ key: Key, _ number: UInt64, _ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
            // A flight that everybody left may have made room for a new one.
            guard state.flights[key]?.number == number, let flight = state.flights.removeValue(forKey: key) else {
                return []
            }
            return Array(flight.waiting.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }

    private func leave(_ key: Key, _ ticket: UInt64) {
        let (continuation, task) = state.withLock { state in
            guard let continuation = state.flights[key]?.waiting.removeValue(forKey: ticket) else {
                state.cancelled.insert(ticket)
                return (CheckedContinuation<Value, any Error>?.none, Task<Void, Never>?.none)
            }
            guard state.flights[key]?.waiting.isEmpty == true else { return (continuation, nil) }
            return (continuation, state.flights.removeValue(forKey: key)?.task)
        }
        task?.cancel()
        continuation?.resume(throwing: CancellationError())
    }
}
