import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Foundation

/// Files of a project that a test makes up.
enum TestProject {
    static let emptySpecification = specification()

    static func specification(
        interfaces: [Interface] = [], requirements: [Requirement] = [], text: String = ""
    ) -> SpecDocument {
        let section = SpecDocument.Section(heading: "", level: 0, text: text, location: SourceLocation(line: 1))
        return SpecDocument(
            title: "Test", format: .markdown, path: "spec.md", digest: ContentDigest(of: text), context: [section],
            requirements: requirements, interfaces: interfaces)
    }

    static func write(_ files: [String: String], in folder: URL) throws {
        for (path, text) in files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    static func run(_ command: Command, in folder: URL) async throws -> CommandResult {
        var command = command
        command.workingDirectory = folder.path
        return try await SystemProcessLauncher().run(command, timeout: .seconds(120), outputLimit: 1 << 20)
    }
}
