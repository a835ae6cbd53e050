import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealSafety

@Suite("What a command may write into the workspace")
struct DiskWatchTests {
    @Test("a file counts whatever time its program gave it, and one that nobody touched does not")
    func times() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "deep/large")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(repeating: 7, count: 3_000_000).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: file.path)
            let watch = DiskWatch(workspace: folder.path, limit: 1 << 30)
            #expect(watch.written(since: Date()) >= 3_000_000)
            #expect(watch.written(since: Date(timeIntervalSinceNow: 3600)) == 0)
        }
    }

    @Test("a command of a run that writes more is ended, and has failed; others pass as they are", .tags(.integration))
    func ended() async throws {
        try await withTemporaryFolder { folder in
            let sandbox = DiskWatchedSandbox(UnconfinedSandbox(launcher: SystemProcessLauncher()), limit: 20 << 20)
            let script = "for i in 1 2 3 4 5; do head -c 20000000 /dev/zero > f$i; touch -d @0 f$i; done; sleep 60"
            let result = try await sandbox.run(
                Command("sh", ["-c", script]), workspace: folder.path, limits: SandboxLimits(time: .seconds(50)))
            #expect(result.ending == .signalled(9))
            #expect(result.standardError.contains("wrote more than 20 MB"))
            let small = try await sandbox.run(
                Command("sh", ["-c", "echo x > g; echo done; exit 3"]), workspace: folder.path, limits: SandboxLimits())
            #expect(small.ending == .exited(3) && small.standardOutput == "done\n")
            #expect(sandbox.name == "none")
        }
    }
}
