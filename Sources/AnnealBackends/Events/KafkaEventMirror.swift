public import AnnealEvents
internal import Synchronization

/// Brings the events of a topic into another log, each of them once: into the one of this machine, where filters, folds
/// and displays find them.
///
/// What the group delivers again, and what lies in the topic twice, is dropped by its identifier where it is stored. It is
/// acknowledged when it is stored, so a process that is killed at any moment loses nothing. An `EventFold` over the other
/// log therefore takes effect exactly once.
public final class KafkaEventMirror: Sendable {
    /// What came of a step.
    public struct Step: Sendable, Hashable {
        /// How many events the group gave.
        public var taken = 0
        /// How many of these were refused, because their run was past their sequence in the other log.
        public var refused = 0
    }

    private let group: KafkaEventGroup
    private let log: any EventLog
    private let turns = Turns()
    /// What the group gave and the other log did not take yet; later ones must not be stored before.
    private let open = Mutex<[KafkaEvent]>([])

    /// Describes a mirror.
    ///
    /// - Parameters:
    ///   - group: the group whose events are taken; one group for each other log.
    ///   - log: where they are stored.
    public init(of group: KafkaEventGroup, into log: any EventLog) {
        self.group = group
        self.log = log
    }

    /// Takes further events. Those that the other log did not take the last time come first.
    ///
    /// - Parameters:
    ///   - limit: how many are asked for at most.
    ///   - wait: how long to wait for the first one.
    /// - Returns: what came of it; nothing when there was none in time.
    /// - Throws: `EventLogError` when the topic cannot be read or the other log not written; nothing is lost then.
    public func advance(limit: Int = 1000, waiting wait: Duration = .zero) async throws(EventLogError) -> Step {
        try await turns.taking { () throws(EventLogError) in try await step(limit: limit, waiting: wait) }
    }

    private func step(limit: Int, waiting wait: Duration) async throws(EventLogError) -> Step {
        let kept = open.withLock { $0 }
        let events = try await kept.isEmpty ? group.next(limit: limit, waiting: wait) : kept
        guard !events.isEmpty else { return Step() }
        open.withLock { $0 = events }
        let refused = try await store(events.map(\.event))
        open.withLock { $0 = [] }
        do throws(EventLogError) {
            try await group.acknowledge(events)
        } catch  where error.code == .unavailable {
            // They come again, and are dropped then.
        }
        return Step(taken: events.count, refused: refused)
    }

    private func store(_ events: [CloudEvent]) async throws(EventLogError) -> Int {
        do throws(EventLogError) {
            _ = try await log.append(events)
            return 0
        } catch  where error.code == .order {
            // One that cannot be stored must not hold up the others.
        }
        var refused = 0
        for event in events {
            do throws(EventLogError) {
                _ = try await log.append([event])
            } catch  where error.code == .order {
                refused += 1
            }
        }
        return refused
    }
}
