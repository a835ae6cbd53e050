public import AnnealEvents
internal import AnnealFoundation
internal import CKafka
public import Foundation
internal import Synchronization

/// The log of events as a Kafka topic, which processes on many machines write and read.
///
/// A record is one event in CloudEvents' JSON; its key is the run, so that a run's events lie in one partition, in order.
/// An acknowledged event is on all replicas in sync. What Kafka does not give:
///
/// - A batch is not stored wholly or not at all: when `append` throws, the first events of it may be stored. Storing it
///   again is no harm. Of a run the stored ones are the first ones of the batch, unless the process stood still meanwhile
///   for more than four times as long as `append` waits.
/// - The brokers do not look for events that are there. This log does before it writes (`Memory.topic`), but an event
///   can lie in the topic twice when a process was killed between sending it and hearing of it. Readers drop the later one
///   by its identifier: this log, and `KafkaEventMirror`.
/// - There is no order across partitions: reading all runs together, `end`, `position` and `commit` need a topic with one.
///   With several, runs are read one by one, or all of them by a `KafkaEventGroup`.
///
/// An offset is that of Kafka plus one, within its partition.
public final class KafkaEventLog: EventLog {
    /// What an event is compared with before it is written.
    public enum Memory: Sendable, Hashable {
        /// With all that lies in its partition: the first call reads it, later ones what is new. Memory: O(events).
        case topic
        /// With what this log has written itself; nothing is read. Events of a run need to have their sequence. For
        /// writers that have a log of their own, and topics with many events of others.
        case sent
    }

    let client: KafkaClient
    private let memory: Memory
    private let writing = Turns()
    private let scanning = Turns()
    private let indexes = Mutex<[Int32: KafkaEventIndex]>([:])
    private let partitions = Mutex<Int?>(nil)

    /// Opens a log; its topic need not be there where the brokers make topics by themselves.
    ///
    /// - Parameters:
    ///   - client: the cluster, with the topic in its configuration.
    ///   - memory: what an event is compared with before it is written.
    public init(_ client: KafkaClient, memory: Memory = .topic) {
        self.client = client
        self.memory = memory
    }

    /// Stores events; see `EventLog` and what is said above of batches.
    ///
    /// - Throws: `EventLogError` when a sequence is taken, and then none is stored; or when the brokers do not take them in
    ///   time, and then the first ones may be.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        guard !events.isEmpty else { return [] }
        return try await writing.taking { () throws(EventLogError) in try await store(events) }
    }

    private func store(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        let count = try await partitionCount()
        let homes = events.map { Self.partition(of: Self.key(of: $0), among: count) }
        if memory == .topic, count > 0 {
            for partition in Set(homes) { try await catchUp(partition) }
        }
        let plan = try indexes.withLock { (indexes) throws(EventLogError) in
            try KafkaAppendPlan(events, homes, indexes, needsSequences: memory == .sent)
        }
        let places = try await send(plan.fresh, isTopicKnown: count > 0)
        indexes.withLock { indexes in
            // In order of their offsets, so that what lies behind each other moves the index on.
            for (event, place) in zip(plan.fresh, places).sorted(by: { $0.1.offset < $1.1.offset }) {
                var index = indexes[place.partition] ?? KafkaEventIndex()
                // With one owner it is changed where it is, and not copied.
                indexes[place.partition] = nil
                index.take(event, at: place.offset)
                if index.next == place.offset { index.move(to: place.offset + 1) }
                indexes[place.partition] = index
            }
        }
        return plan.offsets(of: places.map(\.offset))
    }

    private func send(_ events: [CloudEvent], isTopicKnown: Bool) async throws(EventLogError) -> [KafkaPlace] {
        let records = events.map { event in
            KafkaRecord(
                key: Self.key(of: event), value: event.line, time: Int64(event.time.timeIntervalSince1970 * 1000))
        }
        do throws(BackendError) {
            return try await client.send(records)
        } catch {
            guard !isTopicKnown, error.isTransient else { throw EventLogError(error, .notStored) }
            // Waiting for a topic that nobody makes ends like waiting for brokers.
            let topic = client.configuration.topic
            throw EventLogError(
                code: .unavailable,
                message: "the topic \(topic) is not there, and was not made in time: \(error.message)",
                place: error.place,
                remedy: "create it (kafka-topics --create --topic \(topic)), or let the brokers do it "
                    + "(auto.create.topics.enable)")
        }
    }

    /// The newest offset. The topic has to have one partition.
    public func end() async throws(EventLogError) -> EventOffset {
        guard let partition = try await onlyPartition(for: "its end") else { return .beginning }
        let bounds = try await asking(.notRead) { () throws(BackendError) in
            try await client.reader().bounds(of: partition)
        }
        return EventOffset(bounds.upperBound)
    }

    /// Up to where a consumer is done. The topic has to have one partition; several are what `KafkaEventGroup` is for.
    public func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        let partition = try await onlyPartition(for: "the position of a consumer") ?? 0
        let offset = try await asking(.notRead) { () throws(BackendError) in
            try await KafkaPositions.update(
                client.configuration, group: client.configuration.group(consumer), partition: partition)
        }
        return EventOffset(offset ?? 0)
    }

    /// Says that a consumer is done up to an offset. Two commits at the same moment are not told apart: the last one holds.
    public func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        let partition = try await onlyPartition(for: "the position of a consumer") ?? 0
        _ = try await asking(.notStored) { () throws(BackendError) in
            try await KafkaPositions.update(
                client.configuration, group: client.configuration.group(consumer), partition: partition
            ) { before in offset.value > before ?? 0 ? offset.value : nil }
        }
    }

    /// Refused: the brokers remove old events by the settings of the topic.
    ///
    /// - Throws: `EventLogError` with the code `option`.
    public func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        throw EventLogError(
            code: .option, message: "old events of a topic are removed by the brokers", place: place,
            remedy: "set retention.ms or retention.bytes of the topic \(client.configuration.topic)")
    }

    var place: String { "\(client.place), topic \(client.configuration.topic)" }

    /// The partition of a run.
    func partition(of run: RunID) async throws(EventLogError) -> Int32? {
        let count = try await partitionCount()
        return count > 0 ? Self.partition(of: run.rawValue, among: count) : nil
    }

    /// The partition of a topic that has one; `nil` when the topic is not there.
    func onlyPartition(for what: String) async throws(EventLogError) -> Int32? {
        let count = try await partitionCount()
        guard count > 1 else { return count == 1 ? 0 : nil }
        throw EventLogError(
            code: .option, message: "\(what) needs one order of all events, and \(count) partitions have none",
            place: place, remedy: "read a run, use a consumer group, or make the topic with one partition")
    }

    /// How many partitions there are; 0 when the topic is not there.
    private func partitionCount() async throws(EventLogError) -> Int {
        if let known = partitions.withLock({ $0 }) { return known }
        let count = try await asking(.unavailable) { () throws(BackendError) in
            try await client.reader().metadata().partitions
        }
        if count > 0 { partitions.withLock { $0 = count } }
        return count
    }

    /// Takes note of what lies in a partition, up to its end or to an offset.
    func catchUp(_ partition: Int32, to target: Int64? = nil) async throws(EventLogError) {
        try await scanning.taking { () throws(EventLogError) in
            let end: Int64
            if let target {
                end = target
            } else {
                end = try await asking(.notRead) { () throws(BackendError) in
                    try await client.reader().bounds(of: partition).upperBound
                }
                // A topic that ends before what is known of it was deleted and made anew.
                indexes.withLock { if end < $0[partition]?.next ?? 0 { $0[partition] = nil } }
            }
            var next = indexes.withLock { $0[partition]?.next ?? 0 }
            while next < end {
                guard !Task.isCancelled else {
                    throw EventLogError(
                        BackendError(code: .cancelled, message: "the task was cancelled", place: client.place), .notRead
                    )
                }
                let page = try await page(of: partition, from: next, limit: 2000)
                // Behind an end there may be more by now; it is the end when nothing came before it.
                if page.isEnd, page.next == next { return }
                next = page.next
            }
        }
    }

    /// Does something while nobody else reads.
    func scanning<Value>(_ work: () async throws(EventLogError) -> Value) async throws(EventLogError) -> Value {
        try await scanning.taking(work)
    }

    /// Looks at what is known of a partition.
    func index(of partition: Int32) -> KafkaEventIndex { indexes.withLock { $0[partition] ?? KafkaEventIndex() } }

    /// The events of a page that are there for the first time, which must not begin after what is known.
    func page(
        of partition: Int32, from offset: Int64, limit: Int
    ) async throws(EventLogError) -> (events: [StoredEvent], next: Int64, isEnd: Bool) {
        let page = try await asking(.notRead) { () throws(BackendError) in
            try await client.reader().page(of: partition, from: offset, limit: limit)
        }
        // A record that is no event is somebody else's; it cannot be taken out, and is passed by.
        let events = page.messages.compactMap { message in
            (try? CloudEvent(parsing: message.value, at: place)).map {
                StoredEvent(offset: EventOffset(message.offset + 1), event: $0)
            }
        }
        return indexes.withLock { indexes in
            var index = indexes[partition] ?? KafkaEventIndex()
            indexes[partition] = nil
            for stored in events { index.take(stored.event, at: stored.offset.value - 1) }
            // Beyond the end of a partition nothing was looked at.
            if offset <= index.next { index.move(to: page.next) }
            indexes[partition] = index
            let first = events.filter { index.isFirst($0.event.id, at: $0.offset.value - 1) }
            return (first, page.next, page.isEnd)
        }
    }

    /// What decides about the partition: the run, or the event itself when it has none.
    static func key(of event: CloudEvent) -> String { event.run?.rawValue ?? event.id }

    /// The partition that the producer chooses for a key.
    static func partition(of key: String, among count: Int) -> Int32 {
        guard count > 1 else { return 0 }
        var key = key
        return key.withUTF8 { rd_kafka_msg_partitioner_murmur2(nil, $0.baseAddress, $0.count, Int32(count), nil, nil) }
    }

    func asking<Value>(
        _ code: EventLogError.Code, _ body: () async throws(BackendError) -> Value
    ) async throws(EventLogError) -> Value {
        do throws(BackendError) {
            return try await body()
        } catch {
            throw EventLogError(error, code)
        }
    }
}

extension EventLogError {
    /// What a failure of the cluster means for the log.
    init(_ error: BackendError, _ code: Code) {
        self.init(
            code: error.isTransient ? .unavailable : error.code == .closed ? .closed : code, message: error.message,
            place: error.place, remedy: error.remedy ?? "`anneal doctor --backends` finds more")
    }
}
