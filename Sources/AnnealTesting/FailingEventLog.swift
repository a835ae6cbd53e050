public import AnnealEvents
public import AnnealFoundation
public import Foundation
internal import Synchronization

/// A log in memory that refuses the batches that a test names, and takes all others.
public final class FailingEventLog: EventLog {
    private let log = InMemoryEventLog()
    private let refused: Range<Int>
    private let received = Mutex<[[String]]>([])

    /// Creates a log.
    ///
    /// - Parameter failures: how many batches are refused first.
    public convenience init(failures: Int) { self.init(refusing: 0..<max(0, failures)) }

    /// Creates a log.
    ///
    /// - Parameter batches: which batches are refused, by their number in the order in which they come, from 0.
    public init(refusing batches: Range<Int>) { refused = batches }

    /// The identifiers of the events of each batch that came, whether it was taken or refused.
    public var batches: [[String]] { received.withLock { $0 } }

    /// Refuses a batch, or stores it.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        let number = received.withLock { received in
            received.append(events.map(\.id))
            return received.count - 1
        }
        if refused.contains(number) { throw EventLogError(code: .unavailable, message: "gone", place: "there") }
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
