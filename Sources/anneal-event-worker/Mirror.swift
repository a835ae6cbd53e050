import AnnealBackends
import AnnealEvents
import ArgumentParser
import Foundation

/// The log that an argument names.
enum WorkerLog {
    static func named(_ text: String) throws -> any EventLog {
        guard text.hasPrefix("kafka") else { return try SQLiteEventLog(path: text) }
        return KafkaEventLog(KafkaClient(try KafkaConfiguration(text)), memory: .sent)
    }
}

/// Takes events out of a Kafka topic into a database, until there were none for a while.
struct Mirror: AsyncParsableCommand {
    @Argument(help: "kafka://HOST:PORT.") var address: String
    @Argument(help: "The database.") var log: String
    @Option(help: "The consumer group.") var group = "mirror"
    @Option(help: "How long to wait for further events, in milliseconds.") var patience = 2000
    @Option(help: "After how long a silent member is gone, in milliseconds.") var session = 6000

    func run() async throws {
        let member = try KafkaEventGroup(
            KafkaConfiguration(address), name: group, session: .milliseconds(session), idle: .milliseconds(session))
        let mirror = KafkaEventMirror(of: member, into: try SQLiteEventLog(path: log))
        while try await mirror.advance(limit: 50, waiting: .milliseconds(patience)).taken > 0 {}
        await member.leave()
    }
}
