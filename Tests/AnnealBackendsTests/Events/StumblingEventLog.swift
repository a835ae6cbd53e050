import AnnealEvents
import AnnealFoundation
import Foundation
import Synchronization

/// A log that does not take the first batch, and everything after that.
final class StumblingEventLog: EventLog {
    private let log = InMemoryEventLog()
    private let hasStumbled = Mutex(false)

    func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        let isFirst = hasStumbled.withLock { hasStumbled in
            let isFirst = !hasStumbled
            hasStumbled = true
            return isFirst
        }
        guard !isFirst else { throw EventLogError(code: .unavailable, message: "the log stumbles") }
        return try await log.append(events)
    }

    func read(after offset: EventOffset, run: RunID?, limit: Int) async throws(EventLogError) -> [StoredEvent] {
        try await log.read(after: offset, run: run, limit: limit)
    }

    func end() async throws(EventLogError) -> EventOffset { try await log.end() }

    func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        try await log.position(of: consumer)
    }

    func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        try await log.commit(offset, for: consumer)
    }

    func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        try await log.retain(policy, at: now)
    }
}
