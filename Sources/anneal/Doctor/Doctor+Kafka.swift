import AnnealBackends
import AnnealFoundation

extension Doctor {
    /// Whether the cluster of `backend.kafka` can be used: it is asked, and nothing is written.
    func kafkaFinding(_ settings: Settings) async -> Finding {
        let isUsed = settings.truth("events.shared")
        let purpose = isUsed ? "events (events.shared)" : "nothing"
        do throws(BackendError) {
            let address = try BackendAddress(settings.text("backend.kafka") ?? "", schemes: KafkaConfiguration.schemes)
            let health = try await KafkaHealth.asking(KafkaConfiguration(address, environment: environment))
            return finding("\(Self.text(of: health, at: address)); used for \(purpose)", isUsed: isUsed, health)
        } catch {
            let place = error.place.map { " (\($0))" } ?? ""
            return .fail(
                "kafka", "not reachable: \(error.message)\(place); meant for \(purpose)",
                remedy: Self.remedy(for: error, "backend.kafka"))
        }
    }

    private static func text(of health: KafkaHealth, at address: BackendAddress) -> String {
        var facts = ["\(health.brokers) \(health.brokers == 1 ? "broker" : "brokers")"]
        if let cluster = health.cluster { facts.append("cluster \(cluster)") }
        if let produce = health.produceVersion, let fetch = health.fetchVersion {
            facts.append("protocol Produce \(produce), Fetch \(fetch)")
        }
        let topic =
            health.partitions == 0
            ? "topic \(health.topic) is not there"
            : "topic \(health.topic) has \(health.partitions) \(health.partitions == 1 ? "partition" : "partitions"), "
                + "\(health.inSync) of \(health.copies) copies in sync"
        return "Kafka (\(facts.joined(separator: ", "))) at \(address) answers in "
            + "\(milliseconds(health.roundTrip)); \(topic)"
    }

    /// A cluster that answers may still not be ready for events.
    private func finding(_ message: String, isUsed: Bool, _ health: KafkaHealth) -> Finding {
        guard isUsed else {
            return .warn("kafka", message, remedy: "set events.shared to true, or take backend.kafka out")
        }
        guard health.partitions > 0 else {
            return .warn(
                "kafka", message,
                remedy: "create it (kafka-topics --create --topic \(health.topic)), or let the brokers do it "
                    + "(auto.create.topics.enable)")
        }
        guard health.inSync == health.copies else {
            return .warn("kafka", message, remedy: "see which of the brokers are behind or gone")
        }
        return .ok("kafka", message)
    }
}
