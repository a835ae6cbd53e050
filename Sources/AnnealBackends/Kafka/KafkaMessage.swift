internal import CKafka

/// A record as it was read.
struct KafkaMessage: Sendable, Hashable {
    var partition: Int32
    var offset: Int64
    var value: String

    /// Copies what librdkafka read.
    init(_ message: rd_kafka_message_t) {
        partition = message.partition
        offset = message.offset
        value = String(decoding: UnsafeRawBufferPointer(start: message.payload, count: message.len), as: UTF8.self)
    }
}

/// Some records of a partition.
struct KafkaPage: Sendable, Hashable {
    /// In order.
    var messages: [KafkaMessage] = []
    /// The offset from which to go on.
    var next: Int64
    /// Whether there was nothing after them.
    var isEnd = false
}
