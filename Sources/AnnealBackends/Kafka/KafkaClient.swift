internal import Synchronization

/// A Kafka cluster: what writes to it and what reads from it, made when they are needed and made anew after a failure.
///
/// Calls of librdkafka run on threads of their own; a call here waits without holding up other tasks, and no longer than
/// the configuration says.
public final class KafkaClient: Sendable {
    private struct State {
        var producer: KafkaProducer?
        var reader: KafkaReader?
        var isClosed = false
    }

    /// How to reach it.
    public let configuration: KafkaConfiguration
    private let state = Mutex(State())

    /// Describes a client; it connects when it is used.
    ///
    /// - Parameter configuration: how to reach the cluster.
    public init(_ configuration: KafkaConfiguration) { self.configuration = configuration }

    /// The cluster as errors name it.
    public var place: String { configuration.place }

    deinit { close() }

    /// Ends its connections.
    public func close() {
        state.withLock { state in
            state.isClosed = true
            state.producer?.close()
            state.producer = nil
            state.reader?.close()
            state.reader = nil
        }
    }

    /// What reads.
    func reader() throws(BackendError) -> KafkaReader {
        try state.withLock { (state) throws(BackendError) in
            try check(state)
            if let reader = state.reader { return reader }
            let reader = try KafkaReader(configuration)
            state.reader = reader
            return reader
        }
    }

    /// Writes records in order.
    ///
    /// After a failure some of them may be stored. Those of a partition are the first ones then: librdkafka tries each of
    /// them for longer than is waited here, and the producer is given up with all that it still had. This does not hold
    /// when the process stands still for longer than that.
    ///
    /// - Returns: where each lies.
    /// - Throws: `BackendError`.
    func send(_ records: [KafkaRecord]) async throws(BackendError) -> [KafkaPlace] {
        let producer = try producer()
        do throws(BackendError) {
            return try await producer.send(records)
        } catch {
            producer.close()
            state.withLock { state in if state.producer === producer { state.producer = nil } }
            throw error
        }
    }

    private func producer() throws(BackendError) -> KafkaProducer {
        try state.withLock { (state) throws(BackendError) in
            try check(state)
            if let producer = state.producer { return producer }
            let producer = try KafkaProducer(configuration)
            state.producer = producer
            return producer
        }
    }

    private func check(_ state: borrowing State) throws(BackendError) {
        guard !state.isClosed else {
            throw BackendError(code: .closed, message: "the client was closed", place: configuration.place)
        }
    }
}
