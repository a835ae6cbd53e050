import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("anneal guard exec", .tags(.integration))
struct GuardExecTests {
    /// Runs a shell script in a workspace; beside the workspace lies a folder that it must not reach.
    private func run(_ script: String, _ options: [String] = []) async throws -> (CommandResult, outside: [String]) {
        try await withTemporaryFolder { folder in
            let files = FileManager.default
            let base = folder.resolvingSymlinksInPath()
            for name in ["ws/.git", "outside", "home"] {
                try files.createDirectory(atPath: base.path + "/" + name, withIntermediateDirectories: true)
            }
            try Data("key".utf8).write(to: base.appending(path: "home/key"))
            let program = try BuiltProgram(home: base.appending(path: "home"))
            let result = try await program.run(
                ["guard", "exec"] + options + ["--", "sh", "-c", script],
                adding: ["API_TOKEN": "hidden", "OUTSIDE": base.path + "/outside"], in: base.path + "/ws")
            return (result, try files.contentsOfDirectory(atPath: base.path + "/outside"))
        }
    }

    @Test("what the command prints and its exit status come through")
    func passesThrough() async throws {
        let (result, _) = try await run("echo out; echo err >&2; touch made && ls; exit 3")
        #expect(result.standardOutput == "out\nmade\n")
        #expect(result.standardError.contains("err\n"))
        #expect(result.ending == .exited(3))
    }

    @Test("nothing outside of the folder is written, and no environment, home or network is seen")
    func confined() async throws {
        let (result, outside) = try await run(
            """
            echo x > ../outside/file; echo x > .git/config; env | grep -c TOKEN; cat ../home/key
            (exec 3<>/dev/tcp/127.0.0.1/22) 2>/dev/null && echo connected; ls .git; true
            """)
        #expect(outside.isEmpty)
        #expect(result.standardOutput == "0\n")
        #expect(result.ending == .exited(0))
    }

    @Test("with the profile for reading nothing is written but the private folder for temporary files")
    func readOnly() async throws {
        let (result, _) = try await run(
            "touch made 2>/dev/null || echo refused; echo x > /tmp/y && cat /tmp/y", ["--profile", "read-only"])
        #expect(result.standardOutput == "refused\nx\n", "\(result.standardError)")
        let (other, _) = try await run("true", ["--profile", "everything"])
        #expect(other.ending == .exited(64))
    }

    @Test("the profile with network asks for domains, and refuses what is none; others are refused by the proxy")
    func network() async throws {
        let profile = ["--profile", "workspace+network"]
        let (without, _) = try await run("true", profile)
        #expect(without.ending == .exited(78))
        #expect(without.standardError.contains("--allow-domain"))
        let (malformed, _) = try await run("true", profile + ["--allow-domain", "http://x"])
        #expect(malformed.ending == .exited(78))
        let ask =
            "import urllib.request as u; print(u.urlopen('http://elsewhere.example').status)"
        let (other, _) = try await run("python3 -c \"\(ask)\"", profile + ["--allow-domain", "allowed.example"])
        #expect(other.standardError.contains("403"))
    }

    @Test("a command that fills the disk with many files is ended")
    func fills() async throws {
        let script =
            "i=0; while [ $i -lt 400 ]; do head -c 1000000 /dev/zero > f$i || exit 9; i=$((i+1)); done; sleep 20"
        let (result, _) = try await run(script, ["--disk", "20", "--seconds", "60"])
        #expect(result.ending == .exited(5), "\(result)")
        #expect(result.standardError.contains("wrote more than 20 MB"))
    }

    @Test("a command that takes too long is ended, with the status that tells it")
    func tooLong() async throws {
        let (result, _) = try await run("sleep 30", ["--seconds", "1"])
        #expect(result.ending == .exited(124))
        #expect(result.standardError.contains("the time was up"))
    }

    @Test("no command and no program are told")
    func wrong() async throws {
        try await withTemporaryFolder { folder in
            let program = try BuiltProgram(home: folder)
            let empty = try await program.run(["guard", "exec"], in: folder.path)
            #expect(empty.ending == .exited(64))
            let missing = try await program.run(["guard", "exec", "--", "no-such-program"], in: folder.path)
            #expect(missing.ending != .exited(0))
            #expect(missing.standardError.contains("no-such-program"))
        }
    }
}
