import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal cache") struct CacheCommandTests {
    @Test("the fixed policy is in charge as long as no other was let in, and a trace that is too short is refused")
    func charge() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let program = try BuiltProgram(home: folder)
            let status = try await program.run(["learn", "status"])
            #expect(status.standardOutput.contains("cache: reuse-time in charge"), "\(status.standardError)")
            let explained = try await program.run(["learn", "explain", "cache", "--json"])
            #expect(explained.standardOutput.contains("\"inCharge\":\"reuse-time\""), "\(explained.standardError)")
            let trace = folder.appending(path: "short.txt")
            try Data((0..<100).map { "\($0)\n" }.joined().utf8).write(to: trace)
            let refused = try await program.run(["cache", "gate", trace.path])
            #expect(refused.ending == .exited(64) && refused.standardError.contains("too few"))
        }
    }
}
