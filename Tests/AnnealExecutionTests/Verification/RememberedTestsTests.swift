import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealExecution

@Suite("Tests that passed on the same files with the same tools")
struct RememberedTestsTests {
    private final class Store: TestResultStore {
        let results = Mutex<[String: Data]>([:])

        func result(for key: ContentDigest) async -> Data? { results.withLock { $0[key.hex] } }

        func keep(_ result: Data, for key: ContentDigest, took duration: Duration) async {
            results.withLock { $0[key.hex] = result }
        }
    }

    /// A machine with Python, whose tests end as it is told.
    private final class Machine: Sendable {
        let state = Mutex<(status: String, tools: String, tested: Int)>(("passed", "Python 3.13", 0))
        let ending = Mutex<CommandResult.Ending>(.exited(0))

        var tested: Int { state.withLock { $0.tested } }

        var sandbox: FakeSandbox {
            FakeSandbox { command, _, _ in
                let isQuestion = command.arguments.contains { $0.contains("st_mtime_ns") }
                let (status, tools) = self.state.withLock { state in
                    if !isQuestion { state.tested += 1 }
                    return (state.status, state.tools)
                }
                return CommandResult(
                    ending: isQuestion ? .exited(0) : self.ending.withLock { $0 },
                    standardOutput: isQuestion ? tools : "@anneal-test {\"name\":\"test_a\",\"status\":\"\(status)\"}\n"
                )
            }
        }
    }

    private func scene(_ body: (Machine, Store, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try Data("def one(): return 1\n".utf8).write(to: folder.appending(path: "a.py"))
            try Data("def test_a(): pass\n".utf8).write(to: folder.appending(path: "test_a.py"))
            try await body(Machine(), Store(), folder)
        }
    }

    private func baseline(
        _ machine: Machine, _ store: Store?, _ folder: URL, base: String = "base", seconds: Int = 60
    ) async throws -> Baseline {
        try await Verifier(
            sandbox: machine.sandbox, limits: SandboxLimits(time: .seconds(seconds)), results: store
        ).baseline(of: Workspace(root: folder.path, base: base), specification: nil)
    }

    @Test("do not run again, and count as they did")
    func remembered() async throws {
        try await scene { machine, store, folder in
            let first = try await baseline(machine, store, folder)
            #expect(first.passed == ["test_a"])
            #expect(machine.tested == 1)
            let second = try await baseline(machine, store, folder)
            #expect(second == first)
            #expect(machine.tested == 1)
        }
    }

    @Test("run again after any change of the files, the commit, the limits or the tools")
    func changes() async throws {
        try await scene { machine, store, folder in
            _ = try await baseline(machine, store, folder)
            _ = try await baseline(machine, store, folder, base: "other")
            #expect(machine.tested == 2)
            _ = try await baseline(machine, store, folder, seconds: 61)
            #expect(machine.tested == 3)
            machine.state.withLock { $0.tools = "Python 3.14" }
            _ = try await baseline(machine, store, folder)
            #expect(machine.tested == 4)
            try Data("def one(): return 2\n".utf8).write(to: folder.appending(path: "a.py"))
            _ = try await baseline(machine, store, folder)
            #expect(machine.tested == 5)
            try Data().write(to: folder.appending(path: ".hidden"))
            _ = try await baseline(machine, store, folder)
            #expect(machine.tested == 6)
            _ = try await baseline(machine, store, folder)
            #expect(machine.tested == 6)
        }
    }

    @Test("are not kept where one of them fails, or where it is not known with which tools they ran")
    func notKept() async throws {
        try await scene { machine, store, folder in
            machine.state.withLock { $0.status = "failed" }
            for _ in 0..<2 {
                let found = try await baseline(machine, store, folder)
                #expect(found.passed.isEmpty)
            }
            #expect(machine.tested == 2)
            machine.state.withLock { $0 = ("passed", "", 0) }
            for _ in 0..<2 {
                let found = try await baseline(machine, store, folder)
                #expect(found.passed == ["test_a"])
            }
            #expect(machine.tested == 2)
            #expect(store.results.withLock { $0.isEmpty })
        }
    }

    @Test("are not kept where they ended before their time, since others may have been to come")
    func ended() async throws {
        for ending in [CommandResult.Ending.timedOut, .exited(1)] {
            try await scene { machine, store, folder in
                machine.ending.withLock { $0 = ending }
                for _ in 0..<2 {
                    let found = try await baseline(machine, store, folder)
                    #expect(found.passed == ["test_a"])
                }
                #expect(machine.tested == 2)
                #expect(store.results.withLock { $0.isEmpty })
            }
        }
    }

    @Test("run every time where nothing is kept, or what was kept cannot be read")
    func without() async throws {
        try await scene { machine, store, folder in
            for _ in 0..<2 { _ = try await baseline(machine, nil, folder) }
            #expect(machine.tested == 2)
            _ = try await baseline(machine, store, folder)
            store.results.withLock { results in
                for key in results.keys { results[key] = Data("{}".utf8) }
            }
            #expect(try await baseline(machine, store, folder).passed == ["test_a"])
            #expect(machine.tested == 4)
        }
    }

    @Test("A folder's digest tells contents, names, links and rights apart, and leaves git's folder out")
    func digest() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "a")
            var seen: Set<ContentDigest> = []
            func isNew() throws -> Bool { seen.insert(try #require(TreeDigest.of(folder.path))).inserted }
            #expect(try isNew())
            try Data("x".utf8).write(to: file)
            #expect(try isNew())
            #expect(try !isNew())
            try Data("y".utf8).write(to: file)
            #expect(try isNew())
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            #expect(try isNew())
            try FileManager.default.moveItem(at: file, to: folder.appending(path: "b"))
            #expect(try isNew())
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "b")
            #expect(try isNew())
            let git = folder.appending(path: ".git")
            try FileManager.default.createDirectory(at: git, withIntermediateDirectories: true)
            try Data("z".utf8).write(to: git.appending(path: "HEAD"))
            #expect(try !isNew())
        }
    }
}
