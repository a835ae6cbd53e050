import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealSafety

@Suite("The first program in a sandbox", .tags(.integration))
struct ConfinementTests {
    private func confine(_ arguments: [String]) async throws -> CommandResult {
        let program = try #require(Confinement.find(), "anneal-confine is built with the package")
        return try await SystemProcessLauncher().run(
            Command(program, arguments), timeout: .seconds(20), outputLimit: 10_000)
    }

    @Test("lets a command write below the given folders only, where the kernel has Landlock")
    func landlock() async throws {
        let version = try await confine(["--landlock-version"])
        let number = try #require(Int(version.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)))
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let (inside, outside) = (folder.path + "/inside", folder.path + "/outside")
            for path in [inside, outside] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            let script = """
                echo a > \(inside)/a && mkdir \(inside)/d && mv \(inside)/a \(inside)/d/a && cat \(inside)/d/a
                echo b > \(outside)/b || echo refused
                ln -s \(outside)/c \(inside)/link; echo c > \(inside)/link || echo refused
                ls \(outside) > /dev/null && echo read
                """
            let result = try await confine(
                ["--landlock", "--write", inside, "--write", "/dev", "--", "sh", "-c", script])
            let answer = number > 0 ? "refused\n" : ""
            #expect(result.standardOutput == "a\n" + answer + answer + "read\n", "\(result.standardError)")
        }
    }

    @Test("sets limits and hands on the command's status")
    func limits() async throws {
        let result = try await confine(
            ["--core", "0", "--fsize", "4096", "--", "bash", "-c", "ulimit -c; ulimit -f; exit 7"])
        #expect(result.standardOutput == "0\n4\n")
        #expect(result.shellStatus == 7)
        #expect(try await confine(["--", "no-such-program"]).shellStatus == 127)
        let processor = try await confine(["--cpu", "40", "45", "--", "bash", "-c", "ulimit -S -t; ulimit -H -t"])
        #expect(processor.standardOutput == "40\n45\n")
    }

    @Test(
        "refuses to run anything when it is called wrongly",
        arguments: [
            [], ["--fsize"], ["--cpu", "1"], ["--cpu", "1", "--", "true"], ["--fsize", "x", "--", "true"],
            ["--unknown", "1", "--", "true"], ["--"],
        ])
    func misuse(arguments: [String]) async throws {
        #expect(try await confine(arguments).shellStatus == 125)
    }

    @Test("without it, prlimit sets the limits, and the sandbox says what is missing")
    func missing() async throws {
        let words = Confinement.none.words(
            SandboxLimits(memory: 5, processes: 6, fileSize: 7), writable: [], carries: false)
        #expect(words == ["prlimit", "--core=0", "--nproc=6", "--fsize=7", "--data=5"])
        let sandbox = try await BubblewrapSandbox.probe(launcher: SystemProcessLauncher(), confine: nil)
        #expect(sandbox.weaknesses.contains { $0.contains("anneal-confine") })
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let result = try await sandbox.run(
                Command("sh", ["-c", "echo works"]), workspace: folder.resolvingSymlinksInPath().path,
                limits: SandboxLimits())
            #expect(result.standardOutput == "works\n")
        }
    }
}
