public import AnnealFoundation
public import Foundation
internal import Synchronization

/// A log that lasts as long as the process: for tests, and where nothing is to be kept.
public final class InMemoryEventLog: EventLog {
    private struct State {
        var events: [StoredEvent] = []
        var offsets: [String: EventOffset] = [:]
        var sequences: [RunID: Int] = [:]
        var positions: [String: EventOffset] = [:]
        var next: Int64 = 1
    }

    private let state = Mutex(State())

    /// Creates an empty log.
    public init() {}

    /// Stores events; see `EventLog`.
    ///
    /// - Throws: `EventLogError` when a sequence is taken; then none is stored.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        try state.withLock { (state) throws(EventLogError) in
            var changed = state
            var offsets: [EventOffset] = []
            for event in events { offsets.append(try Self.store(event, in: &changed)) }
            state = changed
            return offsets
        }
    }

    /// Reads on; see `EventLog`. Complexity: O(events).
    public func read(
        after offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        state.withLock { state in
            let start = state.events.firstIndex { $0.offset > offset } ?? state.events.endIndex
            let rest = state.events[start...].lazy.filter { run == nil || $0.event.run == run }
            return Array(rest.prefix(max(0, limit)))
        }
    }

    /// Reads back; see `EventLog`. Complexity: O(events).
    public func read(
        before offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        state.withLock { state in
            var found: [StoredEvent] = []
            for stored in state.events.reversed() where stored.offset < offset {
                guard found.count < limit else { break }
                if run == nil || stored.event.run == run { found.append(stored) }
            }
            return found
        }
    }

    /// The newest offset.
    public func end() async throws(EventLogError) -> EventOffset {
        state.withLock { EventOffset($0.next - 1) }
    }

    /// Up to where a consumer is done.
    public func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        state.withLock { $0.positions[consumer] ?? .beginning }
    }

    /// Says that a consumer is done up to an offset.
    public func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        state.withLock { $0.positions[consumer] = max(offset, $0.positions[consumer] ?? .beginning) }
    }

    /// Removes the oldest events.
    public func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        state.withLock { state in
            let before = state.events.count
            let surplus = policy.count.map { max(0, before - $0) } ?? 0
            var gone = state.events.prefix(surplus)
            state.events.removeFirst(surplus)
            if let age = policy.age {
                let oldest = now.addingTimeInterval(-age.seconds)
                let old = state.events.prefix { $0.event.time < oldest }
                gone += old
                state.events.removeFirst(old.count)
            }
            for stored in gone { state.offsets[stored.event.id] = nil }
            return before - state.events.count
        }
    }

    private static func store(_ event: CloudEvent, in state: inout State) throws(EventLogError) -> EventOffset {
        if let known = state.offsets[event.id] { return known }
        var event = event
        if let run = event.run {
            let last = state.sequences[run] ?? 0
            let sequence = event.sequence ?? last + 1
            guard sequence > last else { throw EventLogError.taken(sequence, run, event.id) }
            event.sequence = sequence
            state.sequences[run] = sequence
        }
        let offset = EventOffset(state.next)
        state.next += 1
        state.events.append(StoredEvent(offset: offset, event: event))
        state.offsets[event.id] = offset
        return offset
    }
}

extension EventLogError {
    /// A sequence that is not above the last one of its run.
    static func taken(_ sequence: Int, _ run: RunID, _ id: String) -> EventLogError {
        EventLogError(
            code: .order, message: "run \(run) is past the sequence \(sequence) already", place: "event \(id)",
            remedy: "leave the sequence out: the log gives the next one")
    }
}
