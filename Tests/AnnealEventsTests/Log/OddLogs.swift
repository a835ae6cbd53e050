import AnnealEvents
import AnnealFoundation
import Foundation
import Synchronization

/// A log that holds up its first batch until it is opened.
final class SlowLog: EventLog {
    let inner = InMemoryEventLog()
    private let gate = Mutex<(isOpen: Bool, isAsked: Bool)>((false, false))

    func open() { gate.withLock { $0.isOpen = true } }

    func waitUntilAsked() async {
        while !gate.withLock({ $0.isAsked }) { await Task.yield() }
    }

    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        gate.withLock { $0.isAsked = true }
        while !gate.withLock({ $0.isOpen }) { try? await Task.sleep(for: .milliseconds(1)) }
        return try await inner.append(events)
    }

    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        try await inner.read(after: offset, run: run, limit: limit)
    }

    func end() async throws(EventLogError) -> EventOffset { try await inner.end() }
    func position(of consumer: String) async throws(EventLogError) -> EventOffset { .beginning }
    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {}
    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int { 0 }
}

/// A log that takes no event of the type `refused`, nor a batch with one.
struct PickyLog: EventLog {
    let inner = InMemoryEventLog()

    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        if events.contains(where: { $0.type == "refused" }) {
            throw EventLogError(code: .malformed, message: "refused")
        }
        return try await inner.append(events)
    }

    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        try await inner.read(after: offset, run: run, limit: limit)
    }

    func end() async throws(EventLogError) -> EventOffset { try await inner.end() }
    func position(of consumer: String) async throws(EventLogError) -> EventOffset { .beginning }
    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {}
    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int { 0 }
}

/// A log that counts the events that are read from it.
final class CountingLog: EventLog {
    let inner = InMemoryEventLog()
    private let count = Mutex(0)

    var eventsRead: Int { count.withLock { $0 } }

    private func counted(_ events: [StoredEvent]) -> [StoredEvent] {
        count.withLock { $0 += events.count }
        return events
    }

    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] { try await inner.append(events) }

    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        counted(try await inner.read(after: offset, run: run, limit: limit))
    }

    func read(before offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        counted(try await inner.read(before: offset, run: run, limit: limit))
    }

    func end() async throws(EventLogError) -> EventOffset { try await inner.end() }
    func position(of consumer: String) async throws(EventLogError) -> EventOffset { .beginning }
    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {}
    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int { 0 }
}
