internal import CKafka
internal import Foundation

/// A Kafka cluster of a test: librdkafka's mock cluster, in this process, which other processes can use as well. What it
/// holds lasts as long as it, a few megabytes a partition.
public final class KafkaCluster: Sendable {
    /// A request of the protocol, for errors.
    public enum Request: Int16, Sendable {
        /// Writing.
        case produce = 0
        /// Reading.
        case fetch = 1
        /// Committing for a group.
        case commit = 8
    }

    /// An answer that is an error.
    public enum Failure: Sendable {
        /// The partition is led by another broker.
        case notLeader
        /// Too few replicas are in sync.
        case notEnoughReplicas
        /// The record is larger than the topic allows.
        case tooLarge
        /// The user may not do it.
        case forbidden
        /// The connection breaks before there is an answer.
        case disconnected

        fileprivate var code: rd_kafka_resp_err_t {
            switch self {
            case .notLeader: RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION
            case .notEnoughReplicas: RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS
            case .tooLarge: RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE
            case .forbidden: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
            case .disconnected: RD_KAFKA_RESP_ERR__TRANSPORT
            }
        }
    }

    /// How many brokers it has.
    public let brokers: Int
    // The functions of the mock cluster hand their work to a thread of its own, and can be called from any thread.
    private nonisolated(unsafe) let handle: OpaquePointer
    private nonisolated(unsafe) let cluster: OpaquePointer

    /// Starts a cluster.
    ///
    /// - Parameter brokers: how many brokers.
    /// - Throws: `ServerProgram.Failure`.
    public init(brokers: Int = 3) throws {
        self.brokers = brokers
        if let problem = kafka_open_mock() { throw ServerProgram.Failure("librdkafka: \(String(cString: problem))") }
        let settings = rd_kafka_conf_new()
        rd_kafka_conf_set_log_cb(settings) { _, _, _, _ in }
        guard let handle = rd_kafka_new(RD_KAFKA_PRODUCER, settings, nil, 0),
            let cluster = rd_kafka_mock_cluster_new(handle, Int32(brokers))
        else { throw ServerProgram.Failure("the mock cluster of librdkafka does not start") }
        self.handle = handle
        self.cluster = cluster
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(handle)
    }

    /// `host:port`, of each broker.
    public var hosts: [String] {
        String(cString: rd_kafka_mock_cluster_bootstraps(cluster)).split(separator: ",").map(String.init)
    }

    /// `kafka://127.0.0.1:PORT,…`.
    public var address: String { "kafka://\(hosts.joined(separator: ","))" }

    /// Makes a topic; one that is used and was not made has four partitions.
    public func makeTopic(_ name: String = "anneal.events", partitions: Int) {
        rd_kafka_mock_topic_create(cluster, name, Int32(partitions), Int32(brokers))
    }

    /// Says that a topic is not there, as brokers do that make none by themselves.
    public func hide(_ name: String = "anneal.events") {
        rd_kafka_mock_topic_set_error(cluster, name, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    }

    /// Shows a topic again.
    public func show(_ name: String = "anneal.events") {
        rd_kafka_mock_topic_set_error(cluster, name, RD_KAFKA_RESP_ERR_NO_ERROR)
    }

    /// Takes all brokers away: connections break, and new ones are refused.
    public func goDown() { for broker in 1...brokers { goDown(broker) } }

    /// Takes a broker away.
    public func goDown(_ broker: Int) { rd_kafka_mock_broker_set_down(cluster, Int32(broker)) }

    /// Brings all brokers back, with all that they had.
    public func comeUp() { for broker in 1...brokers { rd_kafka_mock_broker_set_up(cluster, Int32(broker)) } }

    /// Makes a broker the leader of a partition.
    public func lead(_ topic: String = "anneal.events", partition: Int, broker: Int) {
        rd_kafka_mock_partition_set_leader(cluster, topic, Int32(partition), Int32(broker))
    }

    /// Lets every answer take its time.
    public func setRoundTrip(milliseconds: Int) {
        for broker in 1...brokers { rd_kafka_mock_broker_set_rtt(cluster, Int32(broker), Int32(milliseconds)) }
    }

    /// Answers the next requests of a kind with errors.
    public func fail(_ request: Request, with failures: [Failure]) {
        let codes = failures.map(\.code)
        rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, codes.count, codes)
    }
}
