internal import AnnealFoundation

/// The properties of librdkafka, by the names of its `CONFIGURATION.md`.
extension KafkaConfiguration {
    var milliseconds: Int { max(1, Int(timeout.seconds * 1000)) }

    /// What every client needs.
    var common: [String: String] {
        var properties = [
            "bootstrap.servers": hosts.map(\.description).joined(separator: ","),
            "client.id": "anneal",
            "socket.connection.setup.timeout.ms": "\(max(1000, milliseconds))",
            "socket.timeout.ms": "\(max(1500, milliseconds))",
            "reconnect.backoff.ms": "20",
            "reconnect.backoff.max.ms": "1000",
            "log_level": "4",
        ]
        switch (security != nil, user != nil) {
        case (false, false): properties["security.protocol"] = "plaintext"
        case (true, false): properties["security.protocol"] = "ssl"
        case (false, true): properties["security.protocol"] = "sasl_plaintext"
        case (true, true): properties["security.protocol"] = "sasl_ssl"
        }
        if let user {
            properties["sasl.mechanisms"] = mechanism.rawValue
            properties["sasl.username"] = user
            properties["sasl.password"] = password ?? ""
        }
        if let security {
            // Not what librdkafka does by itself in all of its versions.
            properties["enable.ssl.certificate.verification"] = "true"
            properties["ssl.endpoint.identification.algorithm"] = "https"
            properties["ssl.ca.location"] = security.authorities
            properties["ssl.certificate.location"] = security.certificate
            properties["ssl.key.location"] = security.key
        }
        return properties
    }

    /// An event counts as stored when all replicas in sync have it; sending again after a lost answer stores it once.
    var producing: [String: String] {
        common.merging([
            "acks": "all",
            "enable.idempotence": "true",
            // An event that is refused holds up the later ones of its partition.
            "enable.gapless.guarantee": "true",
            // Longer than is waited for events: librdkafka gives them up one by one, and later ones could be stored.
            "delivery.timeout.ms": "\(4 * milliseconds + 10_000)",
            "request.timeout.ms": "\(milliseconds)",
            "queue.buffering.max.messages": "\(queue)",
            // How large an event may be is what the topic says.
            "message.max.bytes": "100000000",
            "linger.ms": "1",
            "compression.codec": "lz4",
            // The one of the Java clients, so that all writers agree where a run lies.
            "partitioner": "murmur2_random",
        ]) { $1 }
    }

    /// Reads partitions from where it is told to.
    var reading: [String: String] {
        common.merging([
            "enable.partition.eof": "true",
            "enable.auto.commit": "false",
            "auto.offset.reset": "error",
            "fetch.wait.max.ms": "10",
            "fetch.error.backoff.ms": "20",
            "queued.max.messages.kbytes": "16384",
        ]) { $1 }
    }

    /// Looks at and changes what a group has committed.
    func looking(at group: String) -> [String: String] {
        // The session is how long a commit waits for the group's coordinator.
        common.merging([
            "group.id": group, "enable.auto.commit": "false", "session.timeout.ms": "\(max(1000, milliseconds))",
        ]) { $1 }
    }

    /// Shares partitions with the other consumers of a group.
    func consuming(group: String, from start: KafkaStart, session: Duration, idle: Duration) -> [String: String] {
        common.merging([
            "group.id": group,
            "enable.auto.commit": "false",
            "enable.auto.offset.store": "false",
            "auto.offset.reset": start == .beginning ? "earliest" : "latest",
            "session.timeout.ms": "\(Int(session.seconds * 1000))",
            "heartbeat.interval.ms": "\(max(50, Int(session.seconds * 1000) / 5))",
            "max.poll.interval.ms": "\(Int(max(session, idle).seconds * 1000))",
            "fetch.wait.max.ms": "100",
            "fetch.error.backoff.ms": "20",
            "queued.max.messages.kbytes": "16384",
        ]) { $1 }
    }
}

/// Where a consumer group begins that has committed nothing.
public enum KafkaStart: Sendable, Hashable {
    /// At the oldest event.
    case beginning
    /// After the newest event.
    case end
}
