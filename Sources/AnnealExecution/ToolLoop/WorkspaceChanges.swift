internal import AnnealContext
internal import Foundation

/// What the text files of a workspace were at first, so that changes are seen, whoever made them, and taken back.
struct WorkspaceChanges: Sendable {
    /// Changed files by path; `nil` for one that is gone.
    typealias Changes = [String: Data?]

    private let root: String
    private var original: [String: Data] = [:]
    private var watched: Set<String> = []
    /// Files that are not the task's result.
    private let ignored: Set<String>

    /// Remembers the files. Memory: the size of the project's text files.
    ///
    /// - Parameters:
    ///   - project: the project as it is now.
    ///   - ignored: paths that are left out.
    init(project: Project, ignoring ignored: Set<String>) {
        root = project.root
        self.ignored = ignored
        for path in project.files where !ignored.contains(path) { watch(path) }
    }

    /// Remembers a file before it is changed for the first time, also one that a scan of the project passes over.
    mutating func watch(_ path: String) {
        guard watched.insert(path).inserted, let data = data(of: path) else { return }
        original[path] = data
    }

    /// Finds what is different now.
    ///
    /// - Returns: the changed files.
    /// - Throws: `ProjectError`, `CancellationError`.
    func now() async throws -> Changes {
        let present = try await Project.scan(root: root, specification: nil).files
        var changes: Changes = [:]
        for path in watched.union(present) where !ignored.contains(path) {
            let data = data(of: path)
            if data != original[path] { changes[path] = .some(data) }
        }
        return changes
    }

    /// Puts the files into an earlier state.
    ///
    /// - Parameter target: the changes of that state; none puts everything back.
    /// - Returns: files that could not be put back.
    /// - Throws: `ProjectError`, `CancellationError`.
    func restore(_ target: Changes) async throws -> [String] {
        let present = try await now()
        var stuck: [String] = []
        for path in Set(present.keys).union(target.keys).sorted() where present[path] != target[path] {
            let wanted = target[path] ?? original[path]
            do { try put(wanted, at: path) } catch { stuck.append(path) }
        }
        return stuck
    }

    /// Puts single files back as they were at first.
    ///
    /// - Parameter paths: the files.
    /// - Returns: those that had been changed.
    func restore(paths: [String]) -> [String] {
        paths.filter { path in
            guard watched.contains(path), data(of: path) != original[path] else { return false }
            return (try? put(original[path], at: path)) != nil
        }
    }

    /// Writes a text, never through a link.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - path: relative to the root.
    /// - Returns: whether it could be written.
    func write(_ text: String, to path: String) -> Bool { (try? put(Data(text.utf8), at: path)) != nil }

    private func data(of path: String) -> Data? {
        let absolute = root + "/" + path
        // A link that a command made is no file of the project, wherever it leads.
        guard type(of: absolute) == .typeRegular else { return nil }
        return FileManager.default.contents(atPath: absolute)
    }

    private func put(_ data: Data?, at path: String) throws {
        let absolute = root + "/" + path
        var folder = root
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            // Nothing is written through a link, which may lead out of the workspace.
            if type(of: folder) == .typeSymbolicLink { throw CocoaError(.fileWriteNoPermission) }
        }
        if let type = type(of: absolute), type != .typeRegular || data == nil {
            try FileManager.default.removeItem(atPath: absolute)
        }
        guard let data else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Written in place, so that an existing file keeps its permissions.
        try data.write(to: URL(fileURLWithPath: absolute))
    }

    private func type(of absolute: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: absolute))?[.type] as? FileAttributeType
    }
}
