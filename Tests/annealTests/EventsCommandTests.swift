import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal events", .tags(.integration))
struct EventsCommandTests {
    /// A home whose log has two runs.
    private func with(_ body: (BuiltProgram, SQLiteEventLog) async throws -> Void) async throws {
        try await withTemporaryFolder { home in
            let program = try BuiltProgram(home: home)
            let log = try SQLiteEventLog(
                path: SQLiteEventLog.file(in: StateDirectories(environment: program.environment)).path)
            for run: RunID in ["r1", "r2"] {
                let bus = EventBus(run: run)
                await EventRecorder.record(bus, to: log) {
                    bus.send("run.started")
                    bus.send("task.started", task: "T001", ["attempt": 1])
                    bus.send("task.completed", task: "T001", ["phase": run == "r1" ? "committed" : "abandoned"])
                    bus.send("run.completed", ["exitCode": run == "r1" ? 0 : 2])
                }
            }
            try await body(program, log)
        }
    }

    private func lines(_ result: CommandResult) throws -> [JSONValue] {
        try result.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test func `query finds events by an expression`() async throws {
        try await with { program, _ in
            let result = try await program.run(
                ["events", "query", "type = task.* and severity >= warning", "--json"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let found = try lines(result)
            #expect(found.map { $0["run"] } == ["r2"])
            #expect(found.first?["offset"] == 7)
            #expect(found.first?["specversion"] == "1.0")
        }
    }

    @Test func `query with what is known adds context and risk`() async throws {
        try await with { program, _ in
            let result = try await program.run(
                ["events", "query", "type = task.started and run = r2", "--enhanced", "--json"])
            let enhancement = try #require(try lines(result).first?["enhancement"])
            #expect(enhancement["impact"]?["cases"] == 1)
            #expect(enhancement["impact"]?["failureRisk"] == 0)
            #expect(enhancement["context"]?["run"] == "r2")
        }
    }

    @Test func `an expression with a fault is told with its column`() async throws {
        try await with { program, _ in
            let result = try await program.run(["events", "query", "type = task.* and"])
            #expect(result.ending == .exited(64))
            #expect(result.standardError.contains("at: column 18: type = task.* and▸"))
        }
    }

    @Test func `tail shows the newest events`() async throws {
        try await with { program, _ in
            let result = try await program.run(["events", "tail", "--last", "2", "--run", "r1"])
            let shown = result.standardOutput.split(separator: "\n")
            #expect(shown.count == 2)
            #expect(shown.last?.contains("r1 run.completed exitCode=0") == true)
        }
    }

    @Test func `tail with what is known adds context and pattern, and learns from what is not shown`() async throws {
        try await with { program, _ in
            let result = try await program.run(
                ["events", "tail", "--enhanced", "--last", "1", "--type", "task.started", "--json"])
            let shown = try lines(result)
            #expect(shown.map { $0["offset"] } == [6])
            #expect(shown.first?["enhancement"]?["impact"]?["cases"] == 1)
            #expect(shown.first?["enhancement"]?["context"]?["run"] == "r2")
            let alone = try await program.run(
                ["events", "tail", "--enhanced", "--last", "3", "--run", "r2", "--history", "0", "--json"])
            #expect(try lines(alone).map { $0["offset"] } == [6, 7, 8])
            #expect(try lines(alone).first?["enhancement"]?["impact"] == nil)
        }
    }

    /// Adds a run whose checks fail after an edit.
    private func addFailure(to log: SQLiteEventLog) async throws {
        let bus = EventBus(run: "r3")
        await EventRecorder.record(bus, to: log) {
            bus.send("run.started", ["repository": "/repo", "model": "small"])
            bus.send("task.started", task: "T001", ["attempt": 1, "executor": "tool-loop"])
            bus.send("item.check", task: "T001", ["passed": 3, "failed": 0])
            bus.send("item.edit", task: "T001", ["path": "a.py"])
            bus.send("item.check", task: "T001", ["passed": 2, "failed": 1, "failure": "ValueError: 7 is too much"])
            bus.send("run.completed", ["exitCode": 2])
        }
    }

    @Test func `explain tells the probable causes of a run's last failure`() async throws {
        try await with { program, log in
            try await addFailure(to: log)
            let result = try await program.run(["events", "explain", "--run", "r3"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let text = result.standardOutput
            #expect(text.contains("1. edit of a.py [12]"), "\(text)")
            #expect(text.contains("the checks of T001 failed once with this event"), "\(text)")
            #expect(text.contains("ValueError: <*> is too much"), "\(text)")
            #expect(text.contains("[weak]"), "\(text)")
            let told = try await program.run(["events", "explain", "13", "--json"])
            let json = try #require(try lines(told).first)
            #expect(json["causes"]?["causes"]?[0]?["change"]?["name"] == "a.py")
            let id = try #require(json["event"]?["id"]?.stringValue)
            let named = try await program.run(["events", "explain", id, "--json"])
            #expect(try lines(named).first == json)
        }
    }

    @Test func `explain says what it was not told or does not find`() async throws {
        try await with { program, _ in
            for arguments in [["explain"], ["explain", "3", "--run", "r1"]] {
                let result = try await program.run(["events"] + arguments)
                #expect(result.ending == .exited(64), "\(result.standardError)")
            }
            for (arguments, text) in [
                (["explain", "99"], "the log has no event '99'"), (["explain", "xyz"], "the log has no event 'xyz'"),
                (["explain", "--run", "r9"], "the log has no run 'r9'"),
                (["explain", "--run", "r1"], "nothing failed in run r1"),
            ] {
                let result = try await program.run(["events"] + arguments)
                #expect(result.ending == .exited(64))
                #expect(result.standardError.contains(text), "\(result.standardError)")
                #expect(result.standardError.contains("try:"))
            }
        }
    }

    @Test func `replay goes on where its consumer was`() async throws {
        try await with { program, log in
            let first = try await program.run(["events", "replay", "--consumer", "c", "--json"])
            #expect(try lines(first).map { $0["offset"] } == (1...8).map { .int($0) })
            _ = try await log.append([
                CloudEvent(type: "usage", source: "/test", time: Date(timeIntervalSince1970: 0), id: "later")
            ])
            let second = try await program.run(["events", "replay", "--consumer", "c", "--json"])
            #expect(try lines(second).map { $0["id"] } == ["later"])
            let again = try await program.run(["events", "replay", "--after", "6", "--json"])
            #expect(try lines(again).map { $0["offset"] } == [7, 8, 9])
        }
    }

    @Test func `what is exported is read again`() async throws {
        try await with { program, log in
            let result = try await program.run(["events", "export", "--run", "r1"])
            let events = try result.standardOutput.split(separator: "\n").map { try CloudEvent(parsing: String($0)) }
            #expect(
                events
                    == (try await log.read(after: .beginning, run: "r1", limit: 9)).map(\.event).map { event in
                        // Times are written with milliseconds.
                        var event = event
                        event.time = events.first { $0.id == event.id }?.time ?? event.time
                        return event
                    })
            let sequences = try await program.run(["events", "export", "--format", "sequences"])
            #expect(
                sequences.standardOutput
                    == String(repeating: "run.started task.started task.completed run.completed\n", count: 2))
        }
    }

    @Test func `detect tells the threshold, each session and a summary`() async throws {
        try await withTemporaryFolder { home in
            let program = try BuiltProgram(home: home)
            let train = home.appending(path: "train.txt")
            let test = home.appending(path: "test.txt")
            let normal = (0..<600).map { $0.isMultiple(of: 3) ? "open read close" : "open write write close" }
            try normal.joined(separator: "\n").write(to: train, atomically: true, encoding: .utf8)
            try "open read close\n\nopen write close\nopen read\n".write(to: test, atomically: true, encoding: .utf8)
            let result = try await program.run(
                ["events", "detect", "--train", train.path, "--test", test.path, "--json"])
            #expect(result.ending == .exited(2), "\(result.standardError)")
            let told = try lines(result)
            #expect(told.map { $0["type"] } == ["threshold", "session", "session", "session", "summary"])
            #expect(told[0]["sessions"] == 600)
            #expect(told[1...3].map { $0["anomalous"] } == [false, true, true])
            #expect(told[1...3].map { $0["line"] } == [1, 3, 4])
            #expect(told[2]["reason"]?["text"]?.stringValue?.isEmpty == false)
            #expect(told[4]["anomalous"] == 2)

            let missing = try await program.run(
                ["events", "detect", "--train", train.path, "--test", home.appending(path: "none").path])
            #expect(missing.ending == .exited(65))
        }
    }

    @Test func `rates finds a burst`() async throws {
        try await withTemporaryFolder { home in
            let program = try BuiltProgram(home: home)
            let log = try SQLiteEventLog(path: home.appending(path: "other.sqlite").path)
            var events: [CloudEvent] = []
            for window in 0..<40 {
                for number in 0..<(window == 30 ? 30 : 2) {
                    events.append(
                        CloudEvent(
                            type: "error", source: "/test",
                            time: Date(timeIntervalSince1970: Double(window * 60 + number))))
                }
            }
            _ = try await log.append(events)
            let result = try await program.run(["events", "rates", "--log", log.path, "--json"])
            #expect(result.ending == .exited(2))
            #expect(try lines(result).map { $0["count"] } == [30])
        }
    }

    @Test func `bench bus measures each part`() async throws {
        try await withTemporaryFolder { home in
            let program = try BuiltProgram(home: home)
            let result = try await program.run(
                ["bench", "bus", "--events", "2000", "--seconds", "0.1", "--folder", home.path, "--json"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let told = try lines(result)
            #expect(told.count == 6)
            #expect(told.allSatisfy { ($0["eventsPerSecond"]?.doubleValue ?? 0) > 0 })
            #expect(told.count { $0["latencyMilliseconds"]?["p99"] != nil } == 2)
        }
    }

    @Test func `without a log it is told that there is none`() async throws {
        try await withTemporaryFolder { home in
            let result = try await BuiltProgram(home: home).run(["events", "tail"])
            #expect(result.ending == .exited(1))
            #expect(result.standardError.contains("there is no log of events yet"))
            #expect(!FileManager.default.fileExists(atPath: home.appending(path: "state/events.sqlite").path))
        }
    }
}
