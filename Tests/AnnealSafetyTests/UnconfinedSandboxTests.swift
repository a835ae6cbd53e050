import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("No sandbox")
struct UnconfinedSandboxTests {
    let sandbox = UnconfinedSandbox(
        launcher: SystemProcessLauncher(),
        environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere", "OPENAI_API_KEY": "s3cret"])

    private func run(_ command: Command, limits: SandboxLimits = SandboxLimits()) async throws -> CommandResult {
        try await withTemporaryFolder { folder in
            try await sandbox.run(command, workspace: folder.path(percentEncoded: false), limits: limits)
        }
    }

    @Test("hands on no key by accident")
    func environment() async throws {
        let result = try await run(Command("env", environment: ["GIVEN": "1"]))
        #expect(result.standardOutput.contains("GIVEN=1"))
        #expect(result.standardOutput.contains("HOME=/nowhere"))
        #expect(!result.standardOutput.contains("s3cret"))
    }

    @Test("limits time and the size of files")
    func limits() async throws {
        let result = try await run(Command("sleep", ["100"]), limits: SandboxLimits(time: .milliseconds(200)))
        #expect(result.ending == .timedOut)
        let large = try await run(
            Command("sh", ["-c", "head -c 100000 /dev/zero > f; test $(wc -c < f) -gt 65536"]),
            limits: SandboxLimits(fileSize: 1 << 16))
        #expect(!large.succeeded)
    }

    @Test("refuses a folder outside of the workspace, and says that a program is missing")
    func refusals() async throws {
        await #expect(throws: SandboxError.self) { try await run(Command("true", workingDirectory: "/usr")) }
        let error = await #expect(throws: ProcessError.self) { try await run(Command("no-such-program")) }
        #expect(error?.code == .notFound)
    }
}
