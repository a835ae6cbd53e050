import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

extension EventKillTests {
    private static let isLong = !(ProcessInfo.processInfo.environment["ANNEAL_LONG_TESTS"] ?? "").isEmpty
    /// Each member of a group that was killed is missed for four seconds: several groups at a time are killed.
    private static let groups = isLong ? 10 : 5
    private static let killsOfEach = isLong ? 20 : 4
    /// Few events in each: the mock cluster keeps 5 MB a partition.
    private static let producerKills = isLong ? 200 : 20

    private static func mirror(_ address: String, _ path: String, group: Int, patience: Int) throws -> Process {
        try start([
            "mirror", address, path, "--group", "g\(group)", "--session", "4000", "--patience", "\(patience)",
        ])
    }

    /// Kills a member of a group again and again, each time soon after it has stored something.
    private static func killMembers(_ address: String, _ path: String, group: Int) async throws {
        var random = SplitMix64(seed: UInt64(group) + 1)
        let log = try SQLiteEventLog(path: path, durability: .process)
        var busy = 0
        for _ in 0..<killsOfEach {
            let before = try await log.end()
            let process = try mirror(address, path, group: group, patience: 60_000)
            let limit = ContinuousClock.now + .seconds(20)
            while try await log.end() == before, ContinuousClock.now < limit {
                try await Task.sleep(for: .milliseconds(5))
            }
            if try await log.end() != before { busy += 1 }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...60, using: &random)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        // Killing those that do nothing would show nothing.
        #expect(busy > killsOfEach / 2)
    }

    @Test("loses no acknowledged event on Kafka either, and none takes effect twice")
    func killedOnKafka() async throws {
        try await withTemporaryFolder { folder in
            let cluster = try KafkaCluster()
            cluster.makeTopic(partitions: 4)
            let address = cluster.address
            let runs = ["a", "b"]
            func produce(_ run: String, _ count: Int) throws -> Process {
                try Self.start([
                    "produce", address + "?timeout=10s", "--run", run, "--count", "\(count)", "--acknowledged",
                    folder.appending(path: "\(run).txt").path,
                ])
            }
            let paths = (0..<Self.groups).map { folder.appending(path: "\($0).sqlite").path }
            let count = Self.producerKills * 40
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, path) in paths.enumerated() {
                    group.addTask { try await Self.killMembers(address, path, group: number) }
                }
                var random = SplitMix64(seed: 11)
                for round in 0..<Self.producerKills {
                    let processes = try runs.map { try produce($0, (round + 1) * 40) }
                    for process in processes.shuffled(using: &random) {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 20...250, using: &random)))
                        kill(process.processIdentifier, SIGKILL)
                        process.waitUntilExit()
                    }
                    try await Task.sleep(for: .milliseconds(400))
                }
                try await group.waitForAll()
            }
            // What nobody kills ends by itself.
            for process in try runs.map({ try produce($0, count) }) {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            let last = try paths.enumerated().map {
                try Self.mirror(address, $0.element, group: $0.offset, patience: 9000)
            }
            for process in last {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            let topic = KafkaEventLog(KafkaClient(try KafkaConfiguration(address)))
            for run in runs {
                let shared = try await topic.read(after: .beginning, run: RunID(run), limit: 1_000_000)
                #expect(shared.map(\.event.id) == (0..<count).map { "\(run)-\($0)" })
            }
            for path in paths { try await Self.check(path, runs: runs, count: count) }
        }
    }

    /// Every event is in the database once and in order, and took effect once.
    private static func check(_ path: String, runs: [String], count: Int) async throws {
        let consumer = try start(["consume", path])
        consumer.waitUntilExit()
        #expect(consumer.terminationStatus == 0)
        let log = try SQLiteEventLog(path: path)
        for run in runs {
            let stored = try await log.read(after: .beginning, run: RunID(run), limit: 1_000_000)
            #expect(stored.map(\.event.id) == (0..<count).map { "\(run)-\($0)" })
        }
        let fold = EventFold(name: "census", log: log, initial: Census(events: 0, faults: 0)) { _, _ in }
        let census = try await fold.current().state
        #expect(census.events == runs.count * count)
        #expect(census.faults == 0)
    }
}
