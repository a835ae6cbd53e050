import AnnealFoundation
import Foundation
import Testing

/// The binary that was built with these tests, in a home of its own.
struct BuiltProgram: Sendable {
    let path: String
    let environment: [String: String]
    private let launcher = SystemProcessLauncher()

    /// Finds the binary.
    ///
    /// - Parameter home: a folder for its state.
    /// - Throws: when it was not built.
    init(home: URL) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folders = [
            URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
            Bundle.main.bundleURL, root.appending(path: ".build/debug"),
        ]
        path = try #require(
            folders.map { $0.appending(path: "anneal").path }.first {
                FileManager.default.isExecutableFile(atPath: $0)
            }, "the binary `anneal` was not built")
        environment = [
            "HOME": home.path, "ANNEAL_HOME": home.path, "GIT_CONFIG_NOSYSTEM": "1",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
    }

    /// Runs it to its end; at the deadline it is killed with its process group.
    func run(
        _ arguments: [String], adding variables: [String: String] = [:], in folder: String? = nil,
        deadline: Duration = .seconds(120)
    ) async throws -> CommandResult {
        try await launcher.run(
            Command(
                path, arguments, environment: environment.merging(variables, uniquingKeysWith: { $1 }),
                workingDirectory: folder),
            timeout: deadline, outputLimit: 16 << 20)
    }

    /// Runs git in a folder and gives its output.
    @discardableResult
    func git(_ arguments: String..., in folder: String) async throws -> String {
        let result = try await launcher.run(
            Command("git", ["-C", folder] + arguments, environment: environment))
        try #require(result.succeeded, "git \(arguments): \(result.standardError)")
        return result.standardOutput.trimmingCharacters(in: .newlines)
    }
}
