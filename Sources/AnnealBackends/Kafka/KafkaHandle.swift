internal import CKafka

/// A client of librdkafka.
///
/// The pointer may be used from any thread, as librdkafka says of all of its functions; whoever ends the client sees to it
/// that nobody uses it any more.
struct KafkaHandle: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer
    /// What it tells by the way; it is there as long as the client.
    let watch: KafkaWatch
    let place: String

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - kind: producer or consumer.
    ///   - properties: the properties by name.
    ///   - place: the cluster, for errors.
    ///   - prepare: sets callbacks.
    /// - Throws: `BackendError` when a property cannot be used, such as a file of certificates that is not there.
    init(
        _ kind: rd_kafka_type_t, _ properties: [String: String], place: String,
        prepare: (OpaquePointer) -> Void = { _ in }
    ) throws(BackendError) {
        var text = [CChar](repeating: 0, count: 512)
        func refused() -> BackendError {
            let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            // librdkafka ends some of them with a new line.
            let reason = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            return BackendError(
                code: .address, message: "the client cannot be set up: \(reason.joined(separator: " "))",
                place: place, remedy: "correct the options of the address")
        }
        if let problem = kafka_open() {
            throw BackendError(
                code: .unavailable, message: "librdkafka cannot be opened: \(String(cString: problem))", place: place,
                remedy: "install it (apt-get install librdkafka1), or take backend.kafka out of the settings")
        }
        guard let configuration = rd_kafka_conf_new() else { throw refused() }
        for (name, value) in properties.sorted(by: { $0.key < $1.key })
        where rd_kafka_conf_set(configuration, name, value, &text, text.count) != RD_KAFKA_CONF_OK {
            rd_kafka_conf_destroy(configuration)
            throw refused()
        }
        let watch = KafkaWatch(place: place)
        rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(watch).toOpaque())
        rd_kafka_conf_set_log_cb(configuration) { client, _, facility, line in
            guard let client, let facility, let line else { return }
            KafkaWatch.behind(rd_kafka_opaque(client))?.note(String(cString: facility), String(cString: line))
        }
        rd_kafka_conf_set_error_cb(configuration) { _, code, reason, opaque in
            let text = reason.map { String(cString: $0) } ?? ""
            KafkaWatch.behind(opaque)?.note(rd_kafka_resp_err_t(rawValue: code), text)
        }
        prepare(configuration)
        guard let pointer = rd_kafka_new(kind, configuration, &text, text.count) else {
            rd_kafka_conf_destroy(configuration)
            throw refused()
        }
        self.pointer = pointer
        self.watch = watch
        self.place = place
    }

    /// The error for a code.
    func error(_ code: rd_kafka_resp_err_t, doing work: String) -> BackendError {
        KafkaFailure.error(code, doing: work, watch: watch)
    }

    /// Ends the client; it must not be used after that.
    func destroy() {
        withExtendedLifetime(watch) { rd_kafka_destroy(pointer) }
    }
}
