/// What a Kafka cluster tells about itself.
public struct KafkaHealth: Sendable, Hashable {
    /// Its name; `nil` when it has none.
    public var cluster: String?
    /// How many brokers it has.
    public var brokers: Int
    /// The highest version of the requests `Produce` and `Fetch` that a broker knows; a broker does not tell its own
    /// version. `nil` when it did not tell these.
    public var produceVersion: Int?
    /// See `produceVersion`.
    public var fetchVersion: Int?
    /// The time from a question to its answer: the median of five.
    public var roundTrip: Duration
    /// The topic of the events.
    public var topic: String
    /// How many partitions it has; 0 when it is not there.
    public var partitions: Int
    /// How many copies there are of its partition with the fewest.
    public var copies: Int
    /// How many copies are in sync, of the partition with the fewest.
    public var inSync: Int

    /// Asks a cluster. Nothing is written.
    ///
    /// - Parameter configuration: how to reach it.
    /// - Returns: what it tells.
    /// - Throws: `BackendError` when it cannot be reached, or does not take the name or the password.
    public static func asking(_ configuration: KafkaConfiguration) async throws(BackendError) -> KafkaHealth {
        let reader = try KafkaReader(configuration, isTelling: true)
        defer { reader.close() }
        // The first one waits for the connection.
        let topic = try await reader.metadata()
        let roundTrip = try await RoundTrip.median { () async throws(BackendError) in _ = try await reader.metadata() }
        return KafkaHealth(
            cluster: try await reader.cluster(), brokers: topic.brokers, produceVersion: reader.versions["Produce"],
            fetchVersion: reader.versions["Fetch"], roundTrip: roundTrip,
            topic: configuration.topic, partitions: topic.partitions, copies: topic.copies, inSync: topic.inSync)
    }
}
