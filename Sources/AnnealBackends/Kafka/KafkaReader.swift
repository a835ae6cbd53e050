internal import AnnealFoundation
internal import CKafka
internal import Foundation
internal import Synchronization

/// Reads partitions of one topic from any offset, as no member of a group.
///
/// One partition is open at a time. While pages follow each other, what librdkafka has fetched ahead is used; at the end of
/// the partition it is closed, so that an idle reader asks nothing of the brokers.
final class KafkaReader: Sendable {
    private struct Open {
        var partition: Int32
        var next: Int64
    }

    private let handle: KafkaHandle
    private nonisolated(unsafe) let topic: OpaquePointer
    private let milliseconds: Int
    private let thread: KafkaThread
    /// Used on the thread alone, one after the other.
    private let open = Mutex<Open?>(nil)

    /// Creates a reader; it connects by itself.
    ///
    /// - Parameters:
    ///   - configuration: the cluster and the topic.
    ///   - isTelling: whether it notes which requests the brokers know.
    /// - Throws: `BackendError` when the options cannot be used.
    init(_ configuration: KafkaConfiguration, isTelling: Bool = false) throws(BackendError) {
        milliseconds = configuration.milliseconds
        var properties = configuration.reading
        if isTelling { properties.merge(["debug": "feature", "log_level": "7"]) { $1 } }
        let handle = try KafkaHandle(RD_KAFKA_CONSUMER, properties, place: configuration.place)
        guard let topic = rd_kafka_topic_new(handle.pointer, configuration.topic, nil) else {
            defer { handle.destroy() }
            throw handle.error(rd_kafka_last_error(), doing: "opening the topic \(configuration.topic)")
        }
        self.handle = handle
        self.topic = topic
        nonisolated(unsafe) let ended = topic
        thread = KafkaThread(place: configuration.place) {
            rd_kafka_topic_destroy(ended)
            handle.destroy()
        }
    }

    /// The highest version of each request that a broker knows; only for a reader that is telling.
    var versions: [String: Int] { handle.watch.versions }

    /// Ends it, after what is being done.
    func close() { thread.end() }

    /// What the brokers tell about themselves and the topic.
    func metadata() async throws(BackendError) -> KafkaTopic {
        try await thread.run { [self] () throws(BackendError) in
            let answer = try KafkaTopic.asking(handle, topic, milliseconds: milliseconds)
            handle.watch.forget()
            return answer
        }
    }

    /// The name of the cluster; `nil` when it has none.
    func cluster() async throws(BackendError) -> String? {
        try await thread.run { [self] in
            guard let name = rd_kafka_clusterid(handle.pointer, Int32(milliseconds)) else { return nil }
            defer { rd_kafka_mem_free(handle.pointer, name) }
            return String(cString: name)
        }
    }

    /// The first offset of a partition, and the one that its next record gets.
    func bounds(of partition: Int32) async throws(BackendError) -> Range<Int64> {
        try await thread.run { [self] () throws(BackendError) in try askBounds(partition) }
    }

    /// Reads on.
    ///
    /// - Parameters:
    ///   - partition: the partition.
    ///   - offset: the first offset that is wanted.
    ///   - limit: how many records at most.
    /// - Returns: at least one record, or that there are no more.
    /// - Throws: `BackendError`.
    func page(of partition: Int32, from offset: Int64, limit: Int) async throws(BackendError) -> KafkaPage {
        try await thread.run { [self] () throws(BackendError) in
            try take(partition, from: offset, limit: max(1, limit), mayJump: true)
        }
    }

    /// Asks by way of times: `rd_kafka_query_watermark_offsets` waits without an end for a broker that is away.
    private func askBounds(_ partition: Int32) throws(BackendError) -> Range<Int64> {
        func ask(_ place: Int32) throws(BackendError) -> Int64 {
            let list = rd_kafka_topic_partition_list_new(1)
            defer { rd_kafka_topic_partition_list_destroy(list) }
            let entry = rd_kafka_topic_partition_list_add(list, rd_kafka_topic_name(topic), partition)
            entry?.pointee.offset = Int64(place)
            var code = rd_kafka_offsets_for_times(handle.pointer, list, Int32(milliseconds))
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, let entry { code = entry.pointee.err }
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let entry else {
                throw handle.error(code, doing: "asking for the end of partition \(partition)")
            }
            return max(0, entry.pointee.offset)
        }
        let low = try ask(RD_KAFKA_OFFSET_BEGINNING)
        return low..<max(low, try ask(RD_KAFKA_OFFSET_END))
    }

    private func take(
        _ partition: Int32, from offset: Int64, limit: Int, mayJump: Bool
    ) throws(BackendError) -> KafkaPage {
        var isFresh = try start(partition, at: offset)
        var page = KafkaPage(next: offset)
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while page.messages.isEmpty, !page.isEnd {
            guard let first = rd_kafka_consume(topic, partition, 20) else {
                rd_kafka_poll(handle.pointer, 0)
                guard ContinuousClock.now < deadline else {
                    stop()
                    throw handle.error(RD_KAFKA_RESP_ERR__TIMED_OUT, doing: "reading partition \(partition)")
                }
                continue
            }
            defer { rd_kafka_message_destroy(first) }
            if Self.isOutside(first.pointee.err), mayJump {
                return try takeElsewhere(partition, from: offset, limit: limit)
            }
            if first.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF, !isFresh {
                // It may be the end of an earlier time.
                stop()
                isFresh = try start(partition, at: offset)
                continue
            }
            try add(first.pointee, to: &page)
        }
        try fill(&page, partition, limit: limit)
        handle.watch.forget()
        if page.isEnd { stop() } else { open.withLock { $0?.next = page.next } }
        return page
    }

    /// Adds what was fetched already.
    private func fill(_ page: inout KafkaPage, _ partition: Int32, limit: Int) throws(BackendError) {
        guard !page.isEnd, page.messages.count < limit else { return }
        var batch = [UnsafeMutablePointer<rd_kafka_message_t>?](repeating: nil, count: limit - page.messages.count)
        let count = max(0, rd_kafka_consume_batch(topic, partition, 0, &batch, batch.count))
        defer { for message in batch.prefix(count) { rd_kafka_message_destroy(message) } }
        for message in batch.prefix(count) { if let message { try add(message.pointee, to: &page) } }
    }

    private func add(_ message: rd_kafka_message_t, to page: inout KafkaPage) throws(BackendError) {
        switch message.err {
        case RD_KAFKA_RESP_ERR_NO_ERROR:
            page.messages.append(KafkaMessage(message))
            page.next = message.offset + 1
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
            page.next = max(page.next, message.offset)
            page.isEnd = true
        default:
            let error = handle.error(message.err, doing: "reading partition \(message.partition)")
            // What comes again by itself is waited for.
            guard error.isTransient else {
                stop()
                throw error
            }
        }
    }

    /// Where to go on when an offset is not there: at the oldest record that is left, or nowhere.
    private func takeElsewhere(
        _ partition: Int32, from offset: Int64, limit: Int
    ) throws(BackendError) -> KafkaPage {
        stop()
        let bounds = try askBounds(partition)
        guard offset < bounds.lowerBound else { return KafkaPage(next: offset, isEnd: true) }
        return try take(partition, from: bounds.lowerBound, limit: limit, mayJump: false)
    }

    private static func isOutside(_ code: rd_kafka_resp_err_t) -> Bool {
        code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || code == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE
    }

    /// Sees to it that a partition is open.
    ///
    /// - Returns: whether nothing of it was fetched ahead.
    private func start(_ partition: Int32, at offset: Int64) throws(BackendError) -> Bool {
        if let now = open.withLock({ $0 }), now.partition == partition, now.next == offset { return false }
        stop()
        guard rd_kafka_consume_start(topic, partition, offset) == 0 else {
            throw handle.error(rd_kafka_last_error(), doing: "reading partition \(partition)")
        }
        open.withLock { $0 = Open(partition: partition, next: offset) }
        return true
    }

    private func stop() {
        guard let now = open.withLock({ $0 }) else { return }
        rd_kafka_consume_stop(topic, now.partition)
        open.withLock { $0 = nil }
    }
}
