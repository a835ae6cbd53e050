import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation

/// What the tests of events on Kafka share.
enum KafkaScene {
    static func event(_ number: Int, run: RunID? = "run-1", isNumbered: Bool = false) -> CloudEvent {
        var event = CloudEvent(
            type: "item.note", source: "/test", time: Date(timeIntervalSince1970: 1_700_000_000.125),
            id: "\(run?.rawValue ?? "e")-\(number)", run: run, data: ["number": .int(number)])
        if isNumbered { event.sequence = number + 1 }
        return event
    }

    static func ids(_ numbers: Range<Int>, run: RunID = "run-1") -> [String] { numbers.map { "\(run)-\($0)" } }

    static func client(_ cluster: KafkaCluster, _ options: String = "") throws -> KafkaClient {
        KafkaClient(try KafkaConfiguration(cluster.address + options))
    }

    /// Joins a group that notices soon when a member is gone; the mock cluster lets the first one wait three seconds.
    static func group(_ cluster: KafkaCluster, _ name: String = "g") throws -> KafkaEventGroup {
        try KafkaEventGroup(
            KafkaConfiguration(cluster.address), name: name, session: .seconds(4), idle: .seconds(4))
    }

    /// Takes events until there were none for a while, and acknowledges them.
    static func drain(_ group: KafkaEventGroup, for patience: Duration = .seconds(2)) async throws -> [KafkaEvent] {
        var taken: [KafkaEvent] = []
        while true {
            let events = try await group.next(limit: 100, waiting: taken.isEmpty ? .seconds(15) : patience)
            if events.isEmpty { return taken }
            taken += events
            try await group.acknowledge(events)
        }
    }
}
