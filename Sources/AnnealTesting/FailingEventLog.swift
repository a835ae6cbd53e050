public import AnnealEvents
public import AnnealFoundation
public import Foundation
internal import Synchronization

/// A log in memory that takes nothing for as many batches as a test says, and everything after that.
public final class FailingEventLog: EventLog {
    private let log = InMemoryEventLog()
    private let failures: Mutex<Int>

    /// Creates a log.
    ///
    /// - Parameter failures: how many batches are refused first.
    public init(failures: Int) { self.failures = Mutex(failures) }

    /// Refuses a batch, or stores it.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        let fails = failures.withLock { left in
            defer { left -= 1 }
            return left > 0
        }
        if fails { throw EventLogError(code: .unavailable, message: "gone", place: "there") }
        return try await log.append(events)
    }

    /// As the log in memory does.
    public func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        try await log.read(after: offset, run: run, limit: limit)
    }

    /// As the log in memory does.
    public func end() async throws(EventLogError) -> EventOffset { try await log.end() }

    /// As the log in memory does.
    public func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        try await log.position(of: consumer)
    }

    /// As the log in memory does.
    public func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        try await log.commit(offset, for: consumer)
    }

    /// As the log in memory does.
    public func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        try await log.retain(policy, at: now)
    }
}
