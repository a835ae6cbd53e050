import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor")
struct DoctorTests {
    /// Programs that answer what a test says; others are not installed.
    private struct Programs: ProcessLauncher {
        var answers: [String: CommandResult]

        func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
            let line = ([command.executable] + command.arguments).joined(separator: " ")
            let fitting = answers.keys.filter { line.hasPrefix($0) }.max { $0.count < $1.count }
            guard let fitting, let answer = answers[fitting] else {
                throw ProcessError(code: .notFound, message: "no such program: \(command.executable)")
            }
            return answer
        }
    }

    private static func says(_ text: String) -> CommandResult {
        CommandResult(ending: .exited(0), standardOutput: text + "\n")
    }

    private static let healthy: [String: CommandResult] = [
        "git --version": says("git version 2.39.5"), "git -C": says("Ada"),
        "python3 --version": says("Python 3.11.2"),
        "python3 -c": says("7.2.1"), "node": says("v18.20.4"), "swift": says("Swift version 6.3.1"),
    ]

    private func findings(
        _ changes: [String: CommandResult?] = [:], environment: [String: String] = [:], flags: [String: String] = [:],
        configuration: String? = nil,
        sandbox: Result<Doctor.SandboxReport, SandboxError> = .success(.init(name: "bubblewrap 0.8.0", weaknesses: []))
    ) async throws -> [Finding] {
        var answers = DoctorTests.healthy
        for (key, answer) in changes { answers[key] = answer }
        return try await withTemporaryFolder { folder in
            if let configuration {
                let place = folder.appending(path: ".anneal")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try Data(configuration.utf8).write(to: place.appending(path: "config.yaml"))
            }
            var doctor = Doctor(
                launcher: Programs(answers: answers),
                environment: ["ANNEAL_HOME": folder.path, "PATH": folder.path].merging(environment) { $1 },
                repository: folder.path, flags: flags)
            doctor.probeSandbox = { _, _ in try sandbox.get() }
            return try await doctor.findings()
        }
    }

    private func status(_ check: String, in findings: [Finding]) -> [Finding.Status] {
        findings.filter { $0.check == check }.map(\.status)
    }

    @Test("a machine with all tools is healthy")
    func healthy() async throws {
        let found = try await findings()
        for check in ["configuration", "git", "sandbox", "python", "node", "swift"] {
            #expect(status(check, in: found) == [.ok], "\(check)")
        }
        #expect(status("model", in: found) == [.warn], "the model is not here yet")
    }

    @Test("everything that is not as it should be comes with a way to mend it")
    func remedies() async throws {
        let found = try await findings(
            ["git --version": nil, "python3 --version": nil, "node": nil, "swift": nil],
            flags: ["model.name": "nothing-like-it"])
        for finding in found where finding.status != .ok {
            #expect(finding.remedy?.isEmpty == false, "\(finding.check)")
        }
        #expect(status("languages", in: found) == [.fail])
    }

    @Test("git that is missing or too old fails; git without a name is a warning")
    func git() async throws {
        let missing = try await findings(["git --version": nil])
        #expect(status("git", in: missing) == [.fail])
        let old = try await findings(["git --version": DoctorTests.says("git version 2.17.1")])
        #expect(status("git", in: old) == [.fail])
        let nameless = try await findings(["git -C": CommandResult(ending: .exited(1))])
        #expect(status("git", in: nameless) == [.warn])
    }

    @Test("a sandbox that does not work fails with its reason and its remedy")
    func sandbox() async throws {
        let refusal = SandboxError(code: .unavailable, message: "no new namespace", remedy: "sysctl it")
        let found = try await findings(sandbox: .failure(refusal))
        #expect(status("sandbox", in: found) == [.fail])
        #expect(found.first { $0.check == "sandbox" }?.message.contains("no new namespace") == true)
    }

    @Test("a sandbox that cannot hold every limit is a warning")
    func weakSandbox() async throws {
        let report = Doctor.SandboxReport(
            name: "bubblewrap 0.8.0", weaknesses: ["processes are not limited: be a user"])
        let finding = try await findings(sandbox: .success(report)).first { $0.check == "sandbox" }
        #expect(finding?.status == .warn)
        #expect(finding?.remedy == "be a user")
    }

    @Test("a sandbox that is switched off is a warning")
    func sandboxOff() async throws {
        let found = try await findings(flags: ["sandbox.enabled": "false"])
        #expect(status("sandbox", in: found) == [.warn])
    }

    @Test("a configuration that cannot be read fails with its line, and the other checks go on")
    func configuration() async throws {
        let found = try await findings(configuration: "model:\n  nmae: x\n")
        let finding = found.first { $0.check == "configuration" }
        #expect(finding?.status == .fail)
        #expect(finding?.message.contains("config.yaml:2") == true)
        #expect(finding?.remedy?.contains("model.name") == true)
        #expect(status("git", in: found) == [.ok])
    }

    @Test("a provider without its key fails; with it all is well, and the key is not shown")
    func keys() async throws {
        let without = try await findings(flags: ["model.provider": "anthropic"])
        #expect(status("model", in: without) == [.fail])
        let with = try await findings(environment: ["OPENAI_API_KEY": "sk-secret"])
        #expect(status("model", in: with) == [.ok])
        #expect(!with.contains { $0.message.contains("sk-secret") })
    }

    @Test("a model of one's own that is here is recognised")
    func ownModel() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "mine.gguf")
            try Data("GGUF".utf8).write(to: file)
            let found = try await findings(flags: ["model.name": file.path])
            #expect(status("model", in: found) == [.ok])
        }
    }

    @Test(
        "versions are read out of what programs print",
        arguments: [
            ("git version 2.39.5", [2, 39, 5]), ("Python 3.11.2", [3, 11, 2]), ("v18.20.4", [18, 20, 4]),
            ("git version 2.39.5 (Apple Git-154)", [2, 39, 5]), ("no version", []),
        ])
    func versions(text: String, numbers: [Int]) { #expect(VersionText.numbers(in: text) == numbers) }
}
