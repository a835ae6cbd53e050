internal import CKafka
internal import Foundation

/// What brokers tell about themselves and a topic.
struct KafkaTopic: Sendable, Hashable {
    /// How many brokers there are.
    var brokers: Int
    /// How many partitions the topic has; 0 when it is not there.
    var partitions: Int
    /// How many copies of its partitions there are, of the one with the fewest.
    var copies: Int
    /// How many of these are in sync, of the partition with the fewest.
    var inSync: Int

    /// Asks; blocks.
    static func asking(
        _ handle: KafkaHandle, _ topic: OpaquePointer, milliseconds: Int
    ) throws(BackendError) -> KafkaTopic {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(handle.pointer, 0, topic, &answer, Int32(milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw handle.error(code, doing: "asking for the topic")
        }
        defer { rd_kafka_metadata_destroy(answer) }
        let found = UnsafeBufferPointer(start: answer.pointee.topics, count: Int(answer.pointee.topic_cnt)).first
        let brokers = Int(answer.pointee.broker_cnt)
        guard let found else { return KafkaTopic(brokers: brokers, partitions: 0, copies: 0, inSync: 0) }
        switch found.err {
        case RD_KAFKA_RESP_ERR_NO_ERROR: break
        // Asking may have made it, and then it has no leader for a moment.
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
            return KafkaTopic(brokers: brokers, partitions: 0, copies: 0, inSync: 0)
        default: throw handle.error(found.err, doing: "asking for the topic")
        }
        let partitions = UnsafeBufferPointer(start: found.partitions, count: Int(found.partition_cnt))
        return KafkaTopic(
            brokers: brokers, partitions: partitions.count,
            copies: Int(partitions.map(\.replica_cnt).min() ?? 0), inSync: Int(partitions.map(\.isr_cnt).min() ?? 0))
    }
}
