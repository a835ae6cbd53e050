public import AnnealEvents
internal import AnnealFoundation
internal import Foundation

/// Consumers that share the events of a log: each event goes to one of them.
///
/// An event that a consumer got and did not acknowledge, because it crashed or hangs, is claimed by another one after
/// `idle`. Delivery is therefore at least once; an effect has to be one that can be repeated, or has to keep
/// `CloudEvent.id` (see `RedisEventFold` for one that is kept in the server itself).
public struct RedisEventGroup: Sendable {
    /// The group's name.
    public let name: String
    /// This consumer's name; no two that run at the same time may have the same.
    public let consumer: String
    /// After how long an event without acknowledgement is somebody else's.
    public let idle: Duration
    private let log: RedisEventLog
    private let executor: any RedisExecutor

    /// Joins a group, and makes it when it is not there.
    ///
    /// - Parameters:
    ///   - log: the log.
    ///   - name: the group's name.
    ///   - consumer: this consumer's name.
    ///   - offset: where a new group begins: after this one.
    ///   - idle: after how long an event without acknowledgement is somebody else's.
    /// - Throws: `EventLogError`.
    public init(
        log: RedisEventLog, name: String, consumer: String, after offset: EventOffset = .beginning,
        idle: Duration = .seconds(60)
    ) async throws(EventLogError) {
        self.log = log
        self.name = name
        self.consumer = consumer
        self.idle = idle
        // A connection of its own, because its reads let the server wait.
        executor = log.executor.separate()
        let create = RedisCommand(
            ["XGROUP", "CREATE", .text(log.key("events")), .text(name), .text("\(offset.value)-0"), "MKSTREAM"])
        _ = try await log.asking(.unavailable) { () throws(BackendError) in
            do throws(BackendError) {
                try await executor.execute(create)
            } catch  where error.reply == "BUSYGROUP" {
                // The group is there.
            }
        }
    }

    /// The next events for this consumer: first those that others left unacknowledged for too long, then new ones.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - wait: how long to wait for one when there is none; zero not to wait.
    /// - Returns: events in order; none when there was none in time.
    /// - Throws: `EventLogError`.
    public func next(limit: Int, waiting wait: Duration = .zero) async throws(EventLogError) -> [StoredEvent] {
        let claim = RedisCommand(
            [
                "XAUTOCLAIM", .text(log.key("events")), .text(name), .text(consumer),
                .integer(Int(idle.seconds * 1000)), "0-0", "COUNT", .integer(max(1, limit)),
            ])
        let claimed = try await log.asking(.notRead) { () throws(BackendError) in try await executor.execute(claim) }
        let entries = claimed.elements.flatMap { $0.count > 1 ? $0[1].elements : nil } ?? []
        // What was removed from the stream meanwhile is nothing.
        let left = try events(from: entries.filter { $0 != .null })
        guard left.isEmpty else { return left }
        let block: [RedisPart] = wait > .zero ? ["BLOCK", .integer(max(1, Int(wait.seconds * 1000)))] : []
        let read = RedisCommand(
            ["XREADGROUP", "GROUP", .text(name), .text(consumer), "COUNT", .integer(max(1, limit))] + block
                + ["STREAMS", .text(log.key("events")), ">"], wait: wait)
        let reply = try await log.asking(.notRead) { () throws(BackendError) in try await executor.execute(read) }
        // RESP3 gives a map by stream, RESP2 an array of pairs.
        let streams = reply.elements?.first?.elements.map { $0.count == 2 ? $0[1] : .null }
        return try events(from: (reply[log.key("events")] ?? streams)?.elements ?? [])
    }

    /// Says that events took effect: nobody gets them again.
    ///
    /// - Parameter events: what `next` gave.
    /// - Throws: `EventLogError`; then they may come again.
    public func acknowledge(_ events: [StoredEvent]) async throws(EventLogError) {
        guard !events.isEmpty else { return }
        let command = RedisCommand(
            ["XACK", .text(log.key("events")), .text(name)] + events.map { .text("\($0.offset.value)-0") },
            isRepeatable: true)
        _ = try await log.asking(.notStored) { () throws(BackendError) in try await executor.execute(command) }
    }

    /// How many events were given to consumers of the group and are not acknowledged.
    ///
    /// - Throws: `EventLogError`.
    public func pending() async throws(EventLogError) -> Int {
        let command = RedisCommand(["XPENDING", .text(log.key("events")), .text(name)], isRepeatable: true)
        let reply = try await log.asking(.notRead) { () throws(BackendError) in try await executor.execute(command) }
        return reply.elements?.first?.integer ?? 0
    }

    /// Closes the group's connection; what was not acknowledged goes to others.
    public func close() { executor.close() }

    private func events(from entries: [RedisValue]) throws(EventLogError) -> [StoredEvent] {
        var events: [StoredEvent] = []
        for entry in entries where entry.elements?.last != .null {
            events.append(try RedisEventLog.event(from: entry, place: executor.place))
        }
        return events
    }
}
