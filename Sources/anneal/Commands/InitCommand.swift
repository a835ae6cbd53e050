import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal init`: writes a commented configuration.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write .anneal/config.yaml with every setting, commented out.")

    @Option(help: "The repository to write it into.") var repo = "."
    @Flag(help: "Replace a file that is there already.") var force = false

    func run() async throws {
        try await reportingErrors {
            let path = repo + "/.anneal/config.yaml"
            if FileManager.default.fileExists(atPath: path) && !force {
                throw ConfigurationError(
                    code: .unreadable, message: "there is a configuration already", place: path,
                    remedy: "edit it, or give --force to replace it")
            }
            try FileManager.default.createDirectory(
                atPath: repo + "/.anneal", withIntermediateDirectories: true)
            try Data(Self.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            Terminal.result("wrote \(path)")
            return .verified
        }
    }

    /// The file: every setting with what it does, commented out, so that the defaults stay in force.
    static var text: String {
        var lines = [
            "# Settings of Anneal for this repository. A flag wins over the environment, the environment over this",
            "# file, this file over the user's own. `anneal config explain KEY` tells where a value comes from.",
        ]
        var group = ""
        for setting in Setting.all where !setting.isUsersOwn {
            let parts = setting.key.split(separator: ".")
            if parts[0] != group {
                group = String(parts[0])
                lines += ["", "\(group):"]
            }
            lines.append("  # \(setting.summary)")
            lines.append("  # \(parts[1]): \(setting.standard.isEmpty ? "..." : setting.standard)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
