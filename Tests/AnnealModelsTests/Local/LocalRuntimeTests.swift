import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealModels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Serving a local model")
struct LocalRuntimeTests {
    /// Runs a test with a fake server and leaves none behind.
    private func withServer(
        content: String = "GGUF", _ body: (FakeLlamaServer) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let fake = try FakeLlamaServer(folder, content: content)
            do {
                try await body(fake)
            } catch {
                _ = try? await fake.runtime().stop()
                throw error
            }
            try await fake.runtime().stop()
        }
    }

    @Test("a server is started with what the settings ask for, and tells what it serves")
    func start() async throws {
        try await withServer { fake in
            let runtime = try fake.runtime(["model.localSlots": "2", "model.localContextLength": "1024"])
            let server = try await runtime.ensureServing(model: fake.model.path) { _ in }
            #expect(server.contextLength == 1024)
            #expect(server.slots == 2)
            #expect(server.model == "tiny")
            #expect(server.runtime == "llama-server")
            #expect(server.baseURL.hasPrefix("http://127.0.0.1:"))
            let status = try await runtime.status()
            #expect(status.map(\.state) == [.ready])
            #expect(status.first?.server == server)
        }
    }

    @Test("the next one gets the same server, and nothing is started")
    func shared() async throws {
        try await withServer { fake in
            let first = try await fake.runtime().ensureServing(model: fake.model.path) { _ in }
            let idle = LocalRuntime(
                directories: fake.fixture.directories, environment: fake.fixture.environment,
                settings: try Settings(flags: ["model.localSlots": "1"]), launcher: NoLauncher())
            let second = try await idle.ensureServing(model: fake.model.path) { _ in }
            #expect(second == first)
        }
    }

    @Test("starting several at once gives one server")
    func together() async throws {
        try await withServer { fake in
            let pids = try await withThrowingTaskGroup(of: Int32.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        try await fake.runtime().ensureServing(model: fake.model.path) { _ in }.pid
                    }
                }
                return try await tasks.reduce(into: Set<Int32>()) { $0.insert($1) }
            }
            #expect(pids.count == 1)
        }
    }

    @Test("stopping ends the server and what it started")
    func stop() async throws {
        try await withServer { fake in
            let runtime = try fake.runtime()
            let server = try await runtime.ensureServing(model: fake.model.path) { _ in }
            let stopped = try await runtime.stop(model: fake.model.path)
            #expect(stopped == ["tiny"])
            let running = try await runtime.status()
            #expect(running.isEmpty)
            #expect(await isGone(group: server.pid))
            let rest = try await runtime.stop()
            #expect(rest.isEmpty)
        }
    }

    @Test("a server that was killed is replaced")
    func killed() async throws {
        try await withServer { fake in
            let runtime = try fake.runtime()
            let first = try await runtime.ensureServing(model: fake.model.path) { _ in }
            _ = kill(-first.pid, SIGKILL)
            #expect(await isGone(group: first.pid))
            let second = try await runtime.ensureServing(model: fake.model.path) { _ in }
            #expect(second.pid != first.pid)
        }
    }

    @Test("serve replaces an idle server that was started with other settings")
    func replaced() async throws {
        try await withServer { fake in
            let first = try await fake.runtime(["model.localSlots": "2"]).serve(model: fake.model.path) { _ in }
            let same = try await fake.runtime(["model.localSlots": "2"]).serve(model: fake.model.path) { _ in }
            #expect(same == first)
            let other = try await fake.runtime(["model.localSlots": "3"]).serve(model: fake.model.path) { _ in }
            #expect(other.slots == 3)
            #expect(other.pid != first.pid)
            #expect(await isGone(group: first.pid))
        }
    }

    @Test("a server that does not come up is an error with the end of its log")
    func broken() async throws {
        try await withServer(content: "broken") { fake in
            let runtime = try fake.runtime()
            let error = await #expect(throws: ModelError.self) {
                try await runtime.ensureServing(model: fake.model.path) { _ in }
            }
            #expect(error?.code == .localRuntime)
            #expect(error?.message.contains("bad magic in the file") == true)
            let remaining = try await runtime.status()
            #expect(remaining.isEmpty)
        }
    }

    @Test("a server ends by itself when nobody uses it, and takes its record along")
    func idle() async throws {
        try await withServer { fake in
            let place = ServerPlace(
                folder: fake.fixture.directories.state.appending(path: "servers"), model: "tiny")
            let entry = try ModelCatalogue.standard.resolve(fake.model.path, folder: fake.fixture.directories.models)
            let launch = ServerLaunch(
                place: place, entry: entry, modelFile: fake.model,
                plan: ServingPlan(contextPerSlot: 512, slots: 1, threads: 1),
                program: ProgramSearch.find("llama-server", environment: fake.fixture.environment),
                interpreter: fake.fixture.directories.runtime.appending(path: "venv/bin/python"),
                idle: .seconds(8), environment: fake.fixture.environment, launcher: SystemProcessLauncher())
            let server = try await launch.start()
            #expect(await isGone(group: server.pid))
            #expect(!FileManager.default.fileExists(atPath: place.record.path))
            #expect(place.lastLines(3).contains("not used"))
        }
    }

    @Test("a process that got the number of a dead server is left alone")
    func otherProcess() async throws {
        try await withServer { fake in
            let runtime = try fake.runtime()
            let place = ServerPlace(
                folder: fake.fixture.directories.state.appending(path: "servers"), model: "tiny")
            try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true)
            let record = ServerRecord(
                pid: getpid(), port: 1, phase: .ready, model: "tiny", modelPath: fake.model.path,
                runtime: "llama-server",
                plan: ServingPlan(contextPerSlot: 512, slots: 1, threads: 1), log: place.log.path)
            try CanonicalJSON.data(record).write(to: place.record)
            let running = try await runtime.status()
            #expect(running.isEmpty)
            let stopped = try await runtime.stop()
            #expect(stopped.isEmpty)
            let server = try await runtime.ensureServing(model: fake.model.path) { _ in }
            #expect(server.pid != getpid())
        }
    }

    @Test("a record that is not JSON is as good as none")
    func badRecord() async throws {
        try await withServer { fake in
            let folder = fake.fixture.directories.state.appending(path: "servers")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("{".utf8).write(to: folder.appending(path: "tiny.server.json"))
            let running = try await fake.runtime().status()
            #expect(running.isEmpty)
            let server = try await fake.runtime().ensureServing(model: fake.model.path) { _ in }
            #expect(server.model == "tiny")
        }
    }

    /// Whether all processes of a group end within a generous time.
    private func isGone(group: Int32) async -> Bool {
        for _ in 0..<600 {
            if kill(-group, 0) != 0 { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}

/// Starts nothing.
private struct NoLauncher: ProcessLauncher {
    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
        throw ProcessError(code: .notStarted, message: "nothing should be started, but \(command.shellText) was")
    }
}
