import AnnealFoundation
import AnnealModels
import Foundation

/// Checks what runs need on this machine. It changes nothing, fetches nothing and starts no model.
struct Doctor: Sendable {
    /// Starts programs.
    let launcher: any ProcessLauncher
    /// The process's environment.
    let environment: [String: String]
    /// The repository whose configuration and git settings count.
    let repository: String
    /// Flags of the command line by setting.
    let flags: [String: String]
    /// Tries the sandbox out.
    var probeSandbox: @Sendable (any ProcessLauncher, [String: String]) async throws -> SandboxReport = {
        try await SandboxReport.probing(launcher: $0, environment: $1)
    }

    /// The folders of Anneal.
    var directories: StateDirectories { StateDirectories(environment: environment) }

    /// Runs all checks at the same time.
    ///
    /// - Returns: the findings in the order of the topics.
    /// - Throws: `CancellationError`.
    func findings() async throws -> [Finding] {
        let (settings, configuration) = configurationFinding()
        let checks: [@Sendable () async throws -> [Finding]] = [
            { try await gitFindings() },
            { try await sandboxFindings(settings) },
            { try await toolchainFindings() },
            { try await modelFindings(settings) },
            { diskFindings() },
        ]
        let found = try await withThrowingTaskGroup(of: (Int, [Finding]).self) { tasks in
            for (index, check) in checks.enumerated() { tasks.addTask { (index, try await check()) } }
            var found: [Int: [Finding]] = [:]
            for try await (index, findings) in tasks { found[index] = findings }
            return found
        }
        return [configuration] + checks.indices.flatMap { found[$0] ?? [] }
    }

    /// The settings in force, those that stand without any file when a file cannot be read.
    func configurationFinding() -> (Settings?, Finding) {
        let files = [
            repository + "/.anneal/config.yaml", directories.configuration.appending(path: "config.yaml").path,
        ]
        do {
            let settings = try Settings(
                flags: flags, environment: environment, projectFile: files[0], userFile: files[1])
            let read = files.filter { FileManager.default.fileExists(atPath: $0) }
            let message = read.isEmpty ? "no file; the defaults hold" : "read " + read.joined(separator: ", ")
            return (settings, .ok("configuration", message))
        } catch {
            let described = error as? any DescribedError
            let place = described?.place.map { " (\($0))" } ?? ""
            return (
                try? Settings(flags: flags),
                .fail(
                    "configuration", (described?.message ?? "\(error)") + place,
                    remedy: described?.remedy ?? "write a fresh file with `anneal init --force`")
            )
        }
    }

    /// Runs a program that tells something; `nil` when there is no such program or it does not answer in time.
    func answer(_ program: String, _ arguments: [String], seconds: Int = 15) async throws -> CommandResult? {
        do {
            let result = try await launcher.run(
                Command(program, arguments, environment: environment, workingDirectory: nil),
                timeout: .seconds(seconds), outputLimit: 1 << 16)
            return result.ending == .timedOut ? nil : result
        } catch is ProcessError {
            return nil
        }
    }

    /// The first line that a program prints, when it succeeds.
    func firstLine(_ program: String, _ arguments: [String], seconds: Int = 15) async throws -> String? {
        guard let result = try await answer(program, arguments, seconds: seconds), result.succeeded else { return nil }
        let text = result.standardOutput.isEmpty ? result.standardError : result.standardOutput
        return text.split(separator: "\n").first.map(String.init)
    }
}

/// Reads versions out of what programs print.
enum VersionText {
    /// The numbers of the first version in a text: `git version 2.39.5` gives 2, 39, 5.
    static func numbers(in text: String) -> [Int] {
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "(" || $0 == "," }) {
            let bare = word.hasPrefix("v") ? word.dropFirst() : word
            let parts = bare.split(separator: ".").map { Int($0.prefix { $0.isNumber }) }
            guard parts.count >= 2, let first = parts[0] else { continue }
            return [first] + parts.dropFirst().prefix(while: { $0 != nil }).compactMap { $0 }
        }
        return []
    }

    /// Whether a version is at least another.
    static func isAtLeast(_ text: String, _ least: [Int]) -> Bool {
        let numbers = numbers(in: text)
        guard !numbers.isEmpty else { return false }
        return !numbers.lexicographicallyPrecedes(least)
    }
}
