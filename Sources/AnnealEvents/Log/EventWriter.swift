internal import Synchronization

/// Stores events of many tasks together, so that they share the costs of a transaction (group commit).
///
/// What is waiting when a transaction ends makes the next one: alone, an event is stored at once; under load, batches grow.
/// The buffer is bounded, and `append` waits for room: that is the back-pressure.
///
/// ```swift
/// try await EventWriter.use(log) { writer in
///     let offset = try await writer.append(event)  // durable now
/// }
/// ```
public final class EventWriter: Sendable {
    private struct Entry: Sendable {
        var events: [CloudEvent]
        let receipt = Receipt()
    }

    private let log: any EventLog
    private let buffer: BoundedBuffer<Entry>
    private let batch: Int

    private init(log: any EventLog, capacity: Int, batch: Int) {
        self.log = log
        self.batch = max(1, batch)
        buffer = BoundedBuffer(capacity: capacity)
    }

    /// Does some work with a writer, and stores what it was given before it returns.
    ///
    /// - Parameters:
    ///   - log: where to.
    ///   - capacity: how many appends may wait before further ones wait for room.
    ///   - batch: how many appends make a transaction at most.
    ///   - body: the work.
    /// - Returns: what the work returned.
    /// - Throws: what the work throws.
    public static func use<Value: Sendable>(
        _ log: any EventLog, capacity: Int = 4096, batch: Int = 1024,
        _ body: @escaping @Sendable (EventWriter) async throws -> Value
    ) async throws -> Value {
        let writer = EventWriter(log: log, capacity: capacity, batch: batch)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            // Not ended by cancellation, but by `finish`: what was taken in must be stored or refused.
            group.addTask { await writer.work() }
            do {
                let value = try await body(writer)
                writer.buffer.finish()
                try await group.waitForAll()
                return value
            } catch {
                writer.buffer.finish()
                throw error
            }
        }
    }

    /// Stores an event.
    ///
    /// - Parameter event: the event.
    /// - Returns: its offset, when it is durable.
    /// - Throws: `EventLogError`; then it is not stored, but with the code `.closed` it may be.
    public func append(_ event: CloudEvent) async throws(EventLogError) -> EventOffset {
        try await append(contentsOf: [event]).first ?? .beginning
    }

    /// Stores events together: all of them or none.
    ///
    /// - Parameter events: in order.
    /// - Returns: their offsets, when they are durable.
    /// - Throws: `EventLogError`; then none is stored, but with the code `.closed` they may be.
    public func append(contentsOf events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        let entry = Entry(events: events)
        guard await buffer.push(entry) else { throw Self.closed }
        return try await entry.receipt.result().get()
    }

    private func work() async {
        while let entries = await buffer.take(upTo: batch) { await store(entries) }
        // Cancelled: nobody waits for ever.
        buffer.finish()
        for entry in buffer.drain() { entry.receipt.give(.failure(Self.closed)) }
    }

    private func store(_ entries: [Entry]) async {
        do throws(EventLogError) {
            var offsets = try await log.append(entries.flatMap(\.events))[...]
            for entry in entries {
                entry.receipt.give(.success(Array(offsets.prefix(entry.events.count))))
                offsets = offsets.dropFirst(entry.events.count)
            }
        } catch {
            guard entries.count > 1 else { return entries[0].receipt.give(.failure(error)) }
            // One that cannot be stored must not take the others with it.
            for entry in entries { await store([entry]) }
        }
    }

    private static var closed: EventLogError {
        EventLogError(
            code: .closed, message: "the writer of events is closed", remedy: "append within the closure of `use`")
    }
}

/// The answer to an append, which is waited for once.
private final class Receipt: Sendable {
    typealias Answer = Result<[EventOffset], EventLogError>

    private enum State {
        case empty
        case given(Answer)
        case awaited(CheckedContinuation<Answer, Never>)
    }

    private let state = Mutex(State.empty)

    func give(_ answer: Answer) {
        let waiting = state.withLock { state -> CheckedContinuation<Answer, Never>? in
            defer { state = .given(answer) }
            guard case .awaited(let continuation) = state else { return nil }
            return continuation
        }
        waiting?.resume(returning: answer)
    }

    func result() async -> Answer {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Answer? in
                if case .given(let answer) = state { return answer }
                state = .awaited(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }
}
