public import Foundation

/// Commands, and changes of protected files, that a person allowed for good, by project; kept in the state folder, where
/// no project can write.
public struct ApprovalBook: Sendable {
    /// The file.
    public let file: URL
    /// The project: the absolute path of its folder.
    public let project: String

    /// Opens the book of a project.
    ///
    /// - Parameters:
    ///   - file: where all projects' answers are kept.
    ///   - project: absolute path of the project.
    public init(file: URL, project: String) {
        self.file = file
        self.project = project
    }

    /// Whether a command was allowed in this project, word for word.
    public func allows(_ command: String) -> Bool { entries[project]?.contains(command) == true }

    /// Whether a protected file of this project may be changed.
    ///
    /// - Parameter path: relative to the project's folder.
    /// - Returns: whether a person said so.
    public func allowsWrite(of path: String) -> Bool { entries[files]?.contains(path) == true }

    /// Remembers a command.
    ///
    /// - Parameter command: the command, word for word.
    /// - Throws: `AuditError` when the book cannot be written.
    public func allow(_ command: String) throws { try add(command, under: project) }

    /// Remembers that a protected file may be changed.
    ///
    /// - Parameter path: relative to the project's folder.
    /// - Throws: `AuditError` when the book cannot be written.
    public func allowWrite(of path: String) throws { try add(path, under: files) }

    /// What files stand under: no absolute path of a project begins so.
    private var files: String { "files of \(project)" }

    private func add(_ text: String, under key: String) throws {
        var entries = entries
        entries[key, default: []].append(text)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try encoder.encode(entries).write(to: file, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        } catch {
            throw AuditError(
                message: "what was allowed cannot be remembered: \(error.localizedDescription)", place: file.path,
                remedy: "make the folder writable, or allow it for this run only")
        }
    }

    private var entries: [String: [String]] {
        guard let data = try? Data(contentsOf: file) else { return [:] }
        return (try? JSONDecoder().decode([String: [String]].self, from: data)) ?? [:]
    }
}
