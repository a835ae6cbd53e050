internal import AnnealFoundation
internal import CKafka

/// Offsets that a group has committed, looked at and changed from outside.
enum KafkaPositions {
    /// Asks for, and with a change sets, the offset of a partition for a group.
    ///
    /// - Parameters:
    ///   - configuration: the cluster and the topic.
    ///   - group: the full name of the group.
    ///   - partition: the partition.
    ///   - change: gets the offset, `nil` when there is none; gives the new one, `nil` to leave it.
    /// - Returns: the offset afterwards.
    /// - Throws: `BackendError`.
    @discardableResult
    static func update(
        _ configuration: KafkaConfiguration, group: String, partition: Int32,
        _ change: @escaping @Sendable (Int64?) -> Int64? = { _ in nil }
    ) async throws(BackendError) -> Int64? {
        let handle = try KafkaHandle(
            RD_KAFKA_CONSUMER, configuration.looking(at: group), place: configuration.place)
        let thread = KafkaThread(place: configuration.place) { handle.destroy() }
        defer { thread.end() }
        let (topic, milliseconds) = (configuration.topic, configuration.milliseconds)
        return try await thread.run { () throws(BackendError) in
            let list = rd_kafka_topic_partition_list_new(1)
            defer { rd_kafka_topic_partition_list_destroy(list) }
            let entry = rd_kafka_topic_partition_list_add(list, topic, partition)
            var code = rd_kafka_committed(handle.pointer, list, Int32(milliseconds))
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, let entry { code = entry.pointee.err }
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let entry else {
                throw handle.error(code, doing: "asking for the position of \(group)")
            }
            let before = entry.pointee.offset >= 0 ? entry.pointee.offset : nil
            guard let after = change(before) else { return before }
            entry.pointee.offset = after
            code = rd_kafka_commit(handle.pointer, list, 0)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw handle.error(code, doing: "committing the position of \(group)")
            }
            return after
        }
    }
}
