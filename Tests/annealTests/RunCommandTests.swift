import AnnealExperience
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal run", .serialized)
struct RunCommandTests {
    @Test("prints events alone to standard output, and can be shown, listed, undone")
    func lifecycle() async throws {
        try await withRunScene { scene in
            let result = try await scene.program.run(scene.arguments + ["--budget-time", "10m"])
            #expect(result.ending == .exited(0), "\(result.standardError)")
            let events = try result.standardOutput.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            #expect(events.first?["type"] == "run.started")
            let last = try #require(events.last)
            #expect(last["type"] == "run.completed")
            #expect(
                last["requirements"]?.arrayValue?.compactMap { $0["verdict"]?.stringValue } == ["verified", "verified"])
            #expect(last["commits"]?.arrayValue?.isEmpty == false)
            #expect((last["tokens"]?["generated"]?.intValue ?? 0) > 0)
            for path in last["reports"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                #expect(FileManager.default.fileExists(atPath: path))
            }
            let shown = try await scene.program.run(["show", "--repo", scene.repository])
            #expect(shown.ending == .exited(0))
            #expect(shown.standardOutput.contains("R1"))
            let listed = try await scene.program.run(["runs"])
            #expect(listed.standardOutput.contains("accepted"))
            try await expectExperience(of: scene)
            let undone = try await scene.program.run(["undo", "--repo", scene.repository])
            #expect(undone.ending == .exited(0), "\(undone.standardError)")
            let head = try await scene.program.git("log", "--format=%s", in: scene.repository)
            #expect(head == "Start")
        }
    }

    @Test("takes answers from the cache when the same is asked again, unless told not to")
    func cachedAnswers() async throws {
        try await withRunScene { scene in
            func generated(_ more: [String] = []) async throws -> (tokens: Int?, errors: String) {
                let result = try await scene.program.run(scene.arguments + more)
                #expect(result.ending == .exited(0), "\(result.standardError)")
                let last = try result.standardOutput.split(separator: "\n").last.map {
                    try JSONValue(parsing: String($0))
                }
                _ = try await scene.program.run(["undo", "--repo", scene.repository])
                return (last?["tokens"]?["generated"]?.intValue, result.standardError)
            }
            let first = try await generated()
            #expect(first.tokens ?? 0 > 0)
            #expect(!first.errors.contains("cache"))
            let second = try await generated()
            #expect(second.tokens == 0)
            #expect(second.errors.contains("taken from the cache"))
            let third = try await scene.program.run(
                scene.arguments, adding: ["ANNEAL_CACHE_ANSWERS": "false"])
            #expect(!third.standardError.contains("taken from the cache"))
        }
    }

    /// What the run taught: two attempts that went well, a wrong value, and what mended it.
    private func expectExperience(of scene: RunScene) async throws {
        let directories = StateDirectories(environment: scene.program.environment)
        let store = try ExperienceStore(path: ExperienceStore.file(in: directories).path)
        let records = try await store.records()
        #expect(records.filter { $0.kind == .attempt }.map(\.success) == [true, true])
        #expect(records.filter { $0.kind == .failure }.map { $0.labels["failure"] } == ["wrong-value"])
        #expect(records.filter { $0.kind == .repair }.compactMap(\.success).contains(true))
        let lessons = try await store.lessons(.repair, having: ["failure": "wrong-value", "language": "python"])
        #expect(lessons.first?.support == 1)
    }

    @Test("goes on to its end when nobody reads its output any more")
    func closedOutput() async throws {
        try await withRunScene { scene in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: scene.program.path)
            process.arguments = scene.arguments
            process.environment = scene.program.environment
            let (output, errors) = (Pipe(), Pipe())
            try output.fileHandleForReading.close()
            process.standardOutput = output
            process.standardError = errors
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 0)
            let listed = try await scene.program.run(["runs"])
            #expect(listed.standardOutput.contains("accepted"))
        }
    }

    @Test("says that a full disk took no result")
    func fullOutput() async throws {
        try await withRunScene { scene in
            let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: scene.program.path)
            process.arguments = ["spec", "show", scene.specification, "--json"]
            process.environment = scene.program.environment
            let errors = Pipe()
            (process.standardOutput, process.standardError) = (full, errors)
            try process.run()
            process.waitUntilExit()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 1)
            #expect(text.contains("standard output"), "\(text)")
            #expect(text.contains("anneal runs"), "\(text)")
        }
    }

    @Test("stops at the first interrupt and says how to go on")
    func interrupt() async throws {
        try await withTemporaryFolder { folder in
            var slow = ScriptedAnswer("def double_of(number: int) -> int:\n    return number * 2\n")
            slow.delay = .seconds(100)
            let server = try await MockModelServer(ModelScript(answers: [slow]))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve() }
                defer { group.cancelAll() }
                let scene = try await RunScene(folder: folder, server: server)
                for (signal, code) in [(SIGINT, Int32(130)), (SIGTERM, 143)] {
                    let process = Process()
                    process.executableURL = URL(fileURLWithPath: scene.program.path)
                    process.arguments = scene.arguments
                    process.environment = scene.program.environment
                    let (output, errors) = (Pipe(), Pipe())
                    process.standardOutput = output
                    process.standardError = errors
                    let before = scene.questions
                    try process.run()
                    let end = ContinuousClock.now + .seconds(60)
                    while scene.questions == before, ContinuousClock.now < end {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    kill(process.processIdentifier, signal)
                    process.waitUntilExit()
                    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    #expect(process.terminationStatus == code)
                    #expect(text.contains("anneal resume"))
                    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    let last = try JSONValue(parsing: String(lines.split(separator: "\n").last ?? ""))
                    #expect(last["phase"] == "interrupted")
                    #expect(last["exitCode"]?.intValue == Int(code))
                }
                let outcome = try await scene.outcome()
                #expect(outcome.worktrees == 1)
                let live = Process()
                live.executableURL = URL(fileURLWithPath: scene.program.path)
                live.arguments = scene.arguments
                live.environment = scene.program.environment
                (live.standardOutput, live.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
                let before = scene.questions
                try live.run()
                while scene.questions == before, live.isRunning { try await Task.sleep(for: .milliseconds(20)) }
                let cancelled = try await scene.program.run(["cancel", "--repo", scene.repository, "--json"])
                #expect(cancelled.ending == .exited(0), "\(cancelled.standardError)")
                #expect(try scene.lastEvent(cancelled)["phase"] == "cancelled")
                live.waitUntilExit()
                #expect(live.terminationStatus == 143)
                #expect(try await scene.outcome().worktrees == 1)
            }
        }
    }

    @Test("refuses what it cannot use, with three lines and the exit code that says why")
    func refusals() async throws {
        try await withRunScene { scene in
            let program = scene.program
            func fails(_ arguments: [String], _ code: Int32, _ part: String) async throws {
                let result = try await program.run(arguments)
                #expect(result.ending == .exited(code), "\(arguments): \(result.standardError)")
                #expect(result.standardError.contains(part), "\(arguments): \(result.standardError)")
                #expect(result.standardOutput.isEmpty)
            }
            let nowhere = scene.folder.appending(path: "nowhere").path
            try await fails(["run", nowhere, "--repo", scene.repository], 65, "try:")
            try await fails(["run", scene.specification, "--repo", nowhere], 65, "--repo")
            try await fails(["run", scene.specification, "--repo", scene.folder.path], 65, "--init")
            try await fails(["run", scene.specification, "--budget-time", "soon"], 64, "10m")
            try await fails(
                ["run", scene.specification, "--repo", scene.repository, "--set", "run.nothing=1"], 78, "run.")
            try await fails(["resume", "none-such"], 1, "anneal runs")
            try await fails(["show", "--repo", scene.repository], 1, "anneal run")
            try await fails(
                [
                    "run", scene.specification, "--repo", scene.repository, "--no-sandbox", "--base-url",
                    "http://127.0.0.1:1",
                ],
                6, "127.0.0.1:1")
        }
    }
}
