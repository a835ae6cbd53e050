public import AnnealEvents
internal import AnnealFoundation
internal import Synchronization

/// An event that a member of a group was given, with where it lies.
public struct KafkaEvent: Sendable, Hashable {
    /// The partition.
    public var partition: Int
    /// The event with its offset within the partition.
    public var stored: StoredEvent
    /// The event.
    public var event: CloudEvent { stored.event }
}

/// A member of a consumer group: the partitions of the topic, and so the runs, are divided among the members.
///
/// Offsets are committed when events were acknowledged, and never past one that was not. What a member was given and did
/// not acknowledge, because it crashed, hangs or lost the partition, goes to another one: delivery is at least once, and an
/// event can lie in the topic twice. An effect has to be one that can be repeated, or has to keep `CloudEvent.id`;
/// `KafkaEventMirror` has one.
public final class KafkaEventGroup: Sendable {
    /// The group's name.
    public let name: String
    private let configuration: KafkaConfiguration
    private let member: KafkaGroupMember
    private let skipped = Mutex(0)

    /// Joins a group, and makes it when it is not there.
    ///
    /// - Parameters:
    ///   - configuration: the cluster and the topic.
    ///   - name: the group's name.
    ///   - start: where a group begins that has committed nothing.
    ///   - session: after how long without a sign of life a member counts as gone; brokers usually want 6 s or more.
    ///   - idle: after how long without `next` a member counts as hanging.
    /// - Throws: `EventLogError`.
    public init(
        _ configuration: KafkaConfiguration, name: String, from start: KafkaStart = .beginning,
        session: Duration = .seconds(10), idle: Duration = .seconds(60)
    ) throws(EventLogError) {
        self.name = name
        self.configuration = configuration
        do throws(BackendError) {
            member = try KafkaGroupMember(
                configuration,
                configuration.consuming(
                    group: configuration.group(name), from: start, session: session, idle: idle))
        } catch {
            throw EventLogError(error, .unavailable)
        }
    }

    /// The partitions that are this member's at the moment.
    public var partitions: Set<Int> { Set(member.withAssignment { $0.partitions }.map { Int($0) }) }

    /// How many events this member was given and has not acknowledged.
    public var pending: Int { member.withAssignment { $0.pending } }

    /// How many records were passed by because they are no events.
    public var unreadable: Int { skipped.withLock { $0 } }

    /// The next events for this member.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - wait: how long to wait for one; joining the group takes some seconds the first time.
    /// - Returns: events, in order within a partition; none when there was none in time or the task was cancelled.
    /// - Throws: `EventLogError`.
    public func next(limit: Int, waiting wait: Duration = .zero) async throws(EventLogError) -> [KafkaEvent] {
        let deadline = ContinuousClock.now + wait
        repeat {
            let messages: [KafkaMessage]
            do throws(BackendError) {
                messages = try await member.take(limit: max(1, limit))
            } catch {
                throw EventLogError(error, .notRead)
            }
            let events = events(of: messages)
            if !events.isEmpty { return events }
        } while ContinuousClock.now < deadline && !Task.isCancelled
        return []
    }

    /// Says that events took effect, and commits as far as there is none open before them.
    ///
    /// - Parameter events: what `next` gave.
    /// - Throws: `EventLogError`; then they may come again, here or at another member.
    public func acknowledge(_ events: [KafkaEvent]) async throws(EventLogError) {
        try await finish(events.map { (Int32($0.partition), $0.stored.offset.value - 1) })
    }

    /// Leaves the group; what was not acknowledged goes to others.
    public func close() { member.close() }

    /// Leaves the group, and waits until that is done.
    public func leave() async { await member.leave() }

    private func events(of messages: [KafkaMessage]) -> [KafkaEvent] {
        var events: [KafkaEvent] = []
        for message in messages {
            let place = "\(configuration.place), partition \(message.partition), offset \(message.offset)"
            guard let event = try? CloudEvent(parsing: message.value, at: place) else {
                // It cannot be taken out of the topic, and must not hold up what lies behind it.
                skipped.withLock { $0 += 1 }
                member.withAssignment { _ = $0.finish(message.offset, of: message.partition) }
                continue
            }
            let stored = StoredEvent(offset: EventOffset(message.offset + 1), event: event)
            events.append(KafkaEvent(partition: Int(message.partition), stored: stored))
        }
        return events
    }

    private func finish(_ places: [(partition: Int32, offset: Int64)]) async throws(EventLogError) {
        guard !places.isEmpty else { return }
        let (lost, ends) = member.withAssignment { assignment -> (Int, [Int32: Int64]) in
            var lost = 0
            for place in places where !assignment.finish(place.offset, of: place.partition) { lost += 1 }
            var ends: [Int32: Int64] = [:]
            for partition in Set(places.map(\.partition)) { ends[partition] = assignment.end(of: partition) }
            return (lost, ends)
        }
        if !ends.isEmpty {
            do throws(BackendError) {
                try await member.commit(ends)
            } catch {
                throw EventLogError(error, .notStored)
            }
        }
        guard lost > 0 else { return }
        throw EventLogError(
            code: .unavailable, message: "\(lost) \(lost == 1 ? "event" : "events") went to another member meanwhile",
            place: configuration.place, remedy: "take them as not acknowledged; a longer `idle` gives more time")
    }
}
