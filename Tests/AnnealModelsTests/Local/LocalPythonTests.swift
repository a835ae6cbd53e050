import AnnealFoundation
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealModels

@Suite("The managed Python environment")
struct LocalPythonTests {
    /// Answers by the first rule that fits and remembers the commands.
    private final class Rules: ProcessLauncher {
        private let rules: @Sendable (Command, Int) -> CommandResult
        let commands = Mutex<[Command]>([])

        init(_ rules: @escaping @Sendable (Command, Int) -> CommandResult) { self.rules = rules }

        func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
            let number = commands.withLock { commands in
                commands.append(command)
                return commands.count
            }
            return rules(command, number)
        }
    }

    private func python(_ folder: URL, _ launcher: any ProcessLauncher) -> ManagedPython {
        ManagedPython(
            folder: folder.appending(path: "runtime"),
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"], launcher: launcher)
    }

    @Test("without the means to make an environment the error says what to install")
    func noVenv() async throws {
        try await withTemporaryFolder { folder in
            let launcher = Rules { _, _ in
                CommandResult(ending: .exited(1), standardError: "The virtual environment was not created\n")
            }
            let error = await #expect(throws: ModelError.self) {
                try await python(folder, launcher).interpreter { _ in }
            }
            #expect(error?.message.contains("The virtual environment was not created") == true)
            #expect(error?.remedy?.contains("python3-venv") == true)
        }
    }

    @Test("without Python the error says so")
    func noPython() async throws {
        try await withTemporaryFolder { folder in
            let python = ManagedPython(
                folder: folder, environment: ["PATH": folder.path],
                launcher: Rules { _, _ in CommandResult(ending: .exited(0)) })
            let error = await #expect(throws: ModelError.self) { try await python.interpreter { _ in } }
            #expect(error?.message.contains("no python3") == true)
        }
    }

    @Test("another version of the server is taken when the measured one is not to be had")
    func otherVersion() async throws {
        try await withTemporaryFolder { folder in
            let fixture = try LocalFixture(folder)
            let launcher = Rules { command, _ in
                if command.arguments.contains("install") {
                    let measured = command.arguments.last == ManagedPython.server
                    return CommandResult(
                        ending: .exited(measured ? 1 : 0), standardError: measured ? "ERROR: none" : "")
                }
                return CommandResult(ending: .exited(0))
            }
            let python = ManagedPython(
                folder: fixture.directories.runtime, environment: fixture.environment, launcher: launcher)
            // The version never appears, so the installation counts as failed; but both were tried in order.
            await #expect(throws: ModelError.self) { try await python.interpreterWithServer { _ in } }
            let installs = launcher.commands.withLock { $0 }.filter { $0.arguments.contains("install") }
            #expect(installs.compactMap(\.arguments.last) == [ManagedPython.server, "xllamacpp"])
            #expect(installs.allSatisfy { $0.arguments.contains("--no-input") })
        }
    }

    @Test("the reason of a failure is pip's error line")
    func reason() {
        let result = CommandResult(
            ending: .exited(1), standardError: "WARNING: slow\nERROR: No matching distribution\nnote: x\n")
        #expect(ManagedPython.reason(result) == "ERROR: No matching distribution")
        #expect(ManagedPython.reason(CommandResult(ending: .timedOut)) == "it took too long")
        #expect(ManagedPython.reason(CommandResult(ending: .exited(3))) == "status 3")
    }
}
