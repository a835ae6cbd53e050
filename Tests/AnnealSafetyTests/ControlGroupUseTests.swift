import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealSafety

@Suite("What a control group counted", .tags(.unit))
struct ControlGroupUseTests {
    private func use(_ files: [String: String]) async throws -> CommandUse? {
        try await withTemporaryFolder { (folder: URL) async throws -> CommandUse? in
            for (path, text) in files {
                let file = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            return ControlGroup(folders: ["a", "b"].map { folder.appending(path: $0).path }).use()
        }
    }

    @Test("both versions tell peaks and kills, the second one the processor's time as well") func versions()
        async throws
    {
        let second = try await use([
            "a/memory.peak": "104857600\n", "a/memory.events": "low 0\noom 2\noom_kill 1\noom_group_kill 0\n",
            "a/cpu.stat": "usage_usec 2500000\nuser_usec 2000000\n",
        ])
        #expect(second == CommandUse(peakMemory: 104_857_600, processorSeconds: 2.5, memoryKills: 1))
        let first = try await use([
            "a/pids.max": "9\n", "b/memory.max_usage_in_bytes": "4096\n",
            "b/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n",
        ])
        #expect(first == CommandUse(peakMemory: 4_096, memoryKills: 3))
    }

    @Test("a group that counts nothing says nothing, and what is no number is passed over") func nothing() async throws
    {
        #expect(try await use(["a/pids.max": "9\n"]) == nil)
        let odd = try await use(["a/memory.peak": "max\n", "a/memory.events": "oom_kill\noom_kill many 1\n"])
        #expect(odd == nil)
    }
}
