import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// Producers and a consumer are killed again and again; `ANNEAL_LONG_TESTS=1` makes it 200 rounds.
@Suite("A killed producer or consumer", .serialized, .tags(.integration))
struct EventKillTests {
    private static let rounds =
        (ProcessInfo.processInfo.environment["ANNEAL_LONG_TESTS"] ?? "").isEmpty ? 6 : 200

    struct Census: Codable {
        var events: Int
        var faults: Int
    }

    static func worker() throws -> URL {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders = [
            URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
            Bundle.main.bundleURL, root.appending(path: ".build/debug"),
        ]
        return try #require(
            folders.map { $0.appending(path: "anneal-event-worker") }.first {
                FileManager.default.isExecutableFile(atPath: $0.path)
            }, "the program `anneal-event-worker` was not built")
    }

    static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = try worker()
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test("loses no acknowledged event, and none takes effect twice")
    func killed() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "events.sqlite").path
            let runs = ["a", "b"]
            var count = 0
            func produce(_ run: String) throws -> Process {
                try Self.start([
                    "produce", path, "--run", run, "--count", "\(count)", "--acknowledged",
                    folder.appending(path: "\(run).txt").path,
                ])
            }
            var random = SplitMix64(seed: 7)
            for _ in 0..<Self.rounds {
                count += 200
                var processes = try runs.map { try produce($0) }
                processes.append(try Self.start(["consume", path]))
                for process in processes.shuffled(using: &random) {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 5...150, using: &random)))
                    kill(process.processIdentifier, SIGKILL)
                }
                for process in processes { process.waitUntilExit() }
            }
            // What nobody kills ends by itself.
            for process in try runs.map({ try produce($0) }) {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            let consumer = try Self.start(["consume", path])
            consumer.waitUntilExit()
            #expect(consumer.terminationStatus == 0)

            let log = try SQLiteEventLog(path: path)
            var stored: [RunID: [Int]] = [:]
            try await log.scan { event in
                stored[event.event.run ?? "", default: []].append(event.event.data["number"]?.intValue ?? -1)
                return true
            }
            for run in runs {
                // Every event once and in order: so every acknowledged one as well.
                #expect(stored[RunID(run)] == Array(0..<count))
            }
            let fold = EventFold(name: "census", log: log, initial: Census(events: 0, faults: 0)) { _, _ in }
            let census = try await fold.current().state
            #expect(census.events == runs.count * count)
            #expect(census.faults == 0)
        }
    }
}
