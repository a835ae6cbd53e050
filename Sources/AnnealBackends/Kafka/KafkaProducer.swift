internal import AnnealFoundation
internal import CKafka
internal import Foundation
internal import Synchronization

/// What is written into a topic.
struct KafkaRecord: Sendable, Hashable {
    /// Records with the same key come into the same partition, in order.
    var key: String
    var value: String
    /// Milliseconds since 1970.
    var time: Int64
}

/// Writes records into one topic, and waits until all replicas in sync have them.
///
/// Idempotent: what librdkafka sends again on its own is stored once. After a failure the order is only safe with a new
/// producer; see `KafkaClient`.
final class KafkaProducer: Sendable {
    private final class Flag: Sendable {
        private let state = Mutex(false)
        var isSet: Bool { state.withLock { $0 } }
        /// Waits for what `unlessSet` is doing.
        func set() { state.withLock { $0 = true } }
        /// Does something that is over when this is set, or does nothing because it is set.
        func unlessSet(_ work: () -> Void) { state.withLock { isSet in if !isSet { work() } } }
    }

    private let handle: KafkaHandle
    private nonisolated(unsafe) let topic: OpaquePointer
    private let timeout: Duration
    private let isOver = Flag()

    /// Creates a producer; it connects by itself.
    ///
    /// - Throws: `BackendError` when the options cannot be used.
    init(_ configuration: KafkaConfiguration) throws(BackendError) {
        timeout = configuration.timeout
        let handle = try KafkaHandle(RD_KAFKA_PRODUCER, configuration.producing, place: configuration.place) {
            settings in
            rd_kafka_conf_set_dr_msg_cb(settings) { _, message, opaque in
                KafkaProducer.report(message, to: KafkaWatch.behind(opaque))
            }
        }
        guard let topic = rd_kafka_topic_new(handle.pointer, configuration.topic, nil) else {
            defer { handle.destroy() }
            throw handle.error(rd_kafka_last_error(), doing: "opening the topic \(configuration.topic)")
        }
        self.handle = handle
        self.topic = topic
        start()
    }

    deinit { isOver.set() }

    /// Gives up what was not stored, and takes nothing more.
    func close() { isOver.set() }

    /// Writes records.
    ///
    /// - Parameter records: in order.
    /// - Returns: where each lies.
    /// - Throws: `BackendError`, no later than the configuration says; then what is not stored yet may still be, until the
    ///   producer is closed.
    func send(_ records: [KafkaRecord]) async throws(BackendError) -> [KafkaPlace] {
        guard !records.isEmpty else { return [] }
        let delivery = KafkaDelivery(count: records.count)
        let deadline = ContinuousClock.now + timeout
        // librdkafka would give up the records one after the other, and go on with those that are left.
        let watchdog = Task { [handle] in
            do { try await Task.sleep(until: deadline, clock: .continuous) } catch { return }
            delivery.giveUp(handle.error(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, doing: "sending events"))
        }
        defer { watchdog.cancel() }
        for (index, record) in records.enumerated() {
            while true {
                let code = put(record, KafkaDelivery.Slot(delivery, index))
                if code == RD_KAFKA_RESP_ERR_NO_ERROR { break }
                // Waiting for room is the back-pressure.
                guard code == RD_KAFKA_RESP_ERR__QUEUE_FULL, ContinuousClock.now < deadline, !isOver.isSet else {
                    throw handle.error(code, doing: "sending events")
                }
                do {
                    try await Task.sleep(for: .milliseconds(2))
                } catch {
                    throw BackendError(code: .cancelled, message: "the task was cancelled", place: handle.place)
                }
            }
        }
        let places = try await delivery.places()
        handle.watch.forget()
        return places
    }

    private func put(_ record: KafkaRecord, _ slot: KafkaDelivery.Slot) -> rd_kafka_resp_err_t {
        var (key, value) = (record.key, record.value)
        let kept = Unmanaged.passRetained(slot)
        // Once the producer is over, its handle may be gone, and nobody would report.
        var code = RD_KAFKA_RESP_ERR__PURGE_QUEUE
        isOver.unlessSet {
            code = key.withUTF8 { key in
                value.withUTF8 { value in
                    kafka_produce(
                        handle.pointer, topic, key.baseAddress, key.count, value.baseAddress, value.count, record.time,
                        Self.contentType, Self.contentType.utf8.count, kept.toOpaque())
                }
            }
        }
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { kept.release() }
        return code
    }

    /// As the CloudEvents binding for Kafka wants it of records that hold the whole event.
    private static let contentType = "application/cloudevents+json"

    private static func report(_ message: UnsafePointer<rd_kafka_message_t>?, to watch: KafkaWatch?) {
        guard let message = message?.pointee, let opaque = message._private, let watch else { return }
        let slot = Unmanaged<KafkaDelivery.Slot>.fromOpaque(opaque).takeRetainedValue()
        guard message.err != RD_KAFKA_RESP_ERR_NO_ERROR else {
            let place = KafkaPlace(partition: message.partition, offset: message.offset)
            return slot.delivery.report(slot.index, .success(place))
        }
        let error = KafkaFailure.error(message.err, doing: "sending events", watch: watch)
        slot.delivery.report(slot.index, .failure(error))
    }

    /// The thread that serves reports until the producer is over, and takes the client apart then.
    private func start() {
        let (handle, isOver) = (handle, isOver)
        nonisolated(unsafe) let topic = topic
        let thread = Thread {
            while !isOver.isSet { rd_kafka_poll(handle.pointer, 50) }
            // Whoever waits for a report gets it.
            rd_kafka_purge(handle.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            let limit = ContinuousClock.now + .seconds(5)
            while rd_kafka_outq_len(handle.pointer) > 0, ContinuousClock.now < limit {
                rd_kafka_poll(handle.pointer, 20)
            }
            rd_kafka_topic_destroy(topic)
            handle.destroy()
        }
        thread.name = "anneal.kafka"
        thread.start()
    }
}
