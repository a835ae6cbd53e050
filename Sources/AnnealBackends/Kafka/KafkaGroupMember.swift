internal import AnnealFoundation
internal import CKafka
internal import Foundation
internal import Synchronization

/// A consumer of a group: the partitions of the topic are divided among the members.
final class KafkaGroupMember: Sendable {
    private let handle: KafkaHandle
    private let thread: KafkaThread
    private let topic: String
    private let milliseconds: Int
    /// An error that came behind records.
    private let later = Mutex<BackendError?>(nil)

    /// Joins a group.
    ///
    /// - Throws: `BackendError` when the options cannot be used.
    init(_ configuration: KafkaConfiguration, _ properties: [String: String]) throws(BackendError) {
        topic = configuration.topic
        milliseconds = configuration.milliseconds
        let handle = try KafkaHandle(RD_KAFKA_CONSUMER, properties, place: configuration.place) { settings in
            rd_kafka_conf_set_rebalance_cb(settings) { client, code, partitions, opaque in
                KafkaGroupMember.rebalance(client, code, partitions, KafkaWatch.behind(opaque))
            }
        }
        self.handle = handle
        rd_kafka_poll_set_consumer(handle.pointer)
        let list = rd_kafka_topic_partition_list_new(1)
        defer { rd_kafka_topic_partition_list_destroy(list) }
        rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA)
        let code = rd_kafka_subscribe(handle.pointer, list)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            defer { handle.destroy() }
            throw handle.error(code, doing: "joining the group")
        }
        thread = KafkaThread(place: configuration.place) {
            // Leaves the group, so that others need not wait for the session to end.
            rd_kafka_consumer_close(handle.pointer)
            handle.destroy()
        }
    }

    /// Looks at which partitions are this member's.
    func withAssignment<Value>(_ body: (inout KafkaAssignment) -> Value) -> Value { handle.watch.withAssignment(body) }

    /// Leaves the group.
    func close() { thread.end() }

    /// Leaves the group and waits until that is done.
    func leave() async {
        _ = try? await thread.run { [handle] in rd_kafka_consumer_close(handle.pointer) }
        thread.end()
    }

    /// Takes what is there: waits for the first record no longer than 50 ms.
    ///
    /// An error that comes behind records is thrown by the next call: the records are not read again.
    func take(limit: Int) async throws(BackendError) -> [KafkaMessage] {
        try await thread.run { [handle, self] () throws(BackendError) in
            let earlier = later.withLock { later -> BackendError? in
                let error = later
                later = nil
                return error
            }
            if let earlier { throw earlier }
            var messages: [KafkaMessage] = []
            var losses = handle.watch.withAssignment { $0.losses }
            while messages.count < limit,
                let message = rd_kafka_consumer_poll(handle.pointer, messages.isEmpty ? 50 : 0)
            {
                defer { rd_kafka_message_destroy(message) }
                // What was read of partitions that went away since is not committed: it comes again, here or elsewhere.
                let now = handle.watch.withAssignment { $0.losses }
                if now != losses { (messages, losses) = ([], now) }
                let code = message.pointee.err
                if code == RD_KAFKA_RESP_ERR_NO_ERROR {
                    messages.append(KafkaMessage(message.pointee))
                    handle.watch.forget()
                } else if code != RD_KAFKA_RESP_ERR__PARTITION_EOF {
                    let error = handle.error(code, doing: "reading as a member of the group")
                    // What connections complain about is mended by librdkafka.
                    guard !error.isTransient, code != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART else { continue }
                    guard !messages.isEmpty else { throw error }
                    later.withLock { $0 = error }
                    break
                }
            }
            return handle.watch.withAssignment { assignment in
                // The last poll may have lost them.
                assignment.losses != losses
                    ? []
                    : messages.filter { message in
                        guard assignment.partitions.contains(message.partition) else { return false }
                        assignment.give(message.offset, of: message.partition)
                        return true
                    }
            }
        }
    }

    /// Commits.
    ///
    /// - Parameter ends: the offsets from which to go on, by partition.
    /// - Throws: `BackendError`, also when the partitions went to others.
    func commit(_ ends: [Int32: Int64]) async throws(BackendError) {
        try await thread.run { [handle, topic] () throws(BackendError) in
            let list = rd_kafka_topic_partition_list_new(Int32(ends.count))
            defer { rd_kafka_topic_partition_list_destroy(list) }
            for (partition, offset) in ends {
                rd_kafka_topic_partition_list_add(list, topic, partition)?.pointee.offset = offset
            }
            let code = rd_kafka_commit(handle.pointer, list, 0)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw handle.error(code, doing: "committing what was handled")
            }
            handle.watch.withAssignment { assignment in
                for (partition, offset) in ends { assignment.drop(before: offset, of: partition) }
            }
        }
    }

    /// Partitions come or go. Called within a poll, on the member's thread.
    private static func rebalance(
        _ client: OpaquePointer?, _ code: rd_kafka_resp_err_t,
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _ watch: KafkaWatch?
    ) {
        let elements = list.map { UnsafeBufferPointer(start: $0.pointee.elems, count: Int($0.pointee.cnt)) }
        let partitions = elements?.map(\.partition) ?? []
        if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            watch?.withAssignment { $0.gain(partitions) }
            rd_kafka_assign(client, list)
        } else {
            watch?.withAssignment { $0.loseAll() }
            rd_kafka_assign(client, nil)
        }
    }
}
