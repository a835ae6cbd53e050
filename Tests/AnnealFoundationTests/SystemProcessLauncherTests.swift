import AnnealFoundation
import Testing

@Suite("Processes of this machine")
struct SystemProcessLauncherTests {
    let launcher = SystemProcessLauncher()

    @Test("gives both outputs and the status")
    func outputs() async throws {
        let result = try await launcher.run(Command("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"]))
        #expect(result.ending == .exited(3))
        #expect(result.standardOutput == "out\n")
        #expect(result.standardError == "err\n")
        #expect(!result.wasCut)
    }

    @Test("feeds standard input, and nothing when there is none")
    func input() async throws {
        #expect(try await launcher.run(Command("/bin/cat", standardInput: "hello")).standardOutput == "hello")
        #expect(try await launcher.run(Command("/bin/cat")).standardOutput.isEmpty)
    }

    @Test("keeps no more of the output than the limit, and says so")
    func limit() async throws {
        let result = try await launcher.run(
            Command("/bin/sh", ["-c", "yes | head -c 1000000"]), timeout: .seconds(20), outputLimit: 1000)
        #expect(result.standardOutput.utf8.count == 1000)
        #expect(result.wasCut)
        #expect(result.succeeded)
    }

    @Test("ends the command and what it started when the time is up")
    func timeout() async throws {
        let result = try await launcher.run(
            Command("/bin/sh", ["-c", "sleep 300 & echo $!; sleep 300"]), timeout: .milliseconds(300),
            outputLimit: 1000)
        #expect(result.ending == .timedOut)
        let child = result.standardOutput.split(separator: "\n").first.map(String.init) ?? ""
        #expect(!child.isEmpty)
        try await Task.sleep(for: .milliseconds(100))
        let state = try await launcher.run(Command("/bin/sh", ["-c", "ps -o stat= -p \(child) | grep -v Z"]))
        #expect(!state.succeeded, "the child \(child) still runs")
    }

    @Test("ends a command whose child keeps the output open")
    func backgroundChild() async throws {
        let result = try await launcher.run(
            Command("/bin/sh", ["-c", "sleep 300 & exit 0"]), timeout: .seconds(2), outputLimit: 1000)
        #expect(result.duration < .seconds(30))
    }

    @Test("says so when there is no such program")
    func missing() async throws {
        let error = await #expect(throws: ProcessError.self) {
            try await launcher.run(Command("no-such-program-here"))
        }
        #expect(error?.code == .notFound)
    }

    @Test("inherits nothing when an environment is given")
    func environment() async throws {
        let result = try await launcher.run(Command("/usr/bin/env", environment: ["ONLY": "1"]))
        #expect(result.standardOutput == "ONLY=1\n")
    }

    @Test("ends the command when the task is cancelled")
    func cancellation() async throws {
        let task = Task { try await launcher.run(Command("/bin/sleep", ["300"])) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
