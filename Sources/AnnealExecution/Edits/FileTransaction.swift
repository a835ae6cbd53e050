internal import Foundation

/// Writes changes of several files; when one cannot be written, those before are put back.
struct FileTransaction {
    private let changes: [FileChange]

    /// Takes the changes, in the order in which they are written.
    init(_ changes: [FileChange]) { self.changes = changes }

    /// Writes all files.
    ///
    /// Each file is written beside its place and renamed, so that no reader sees half of it.
    ///
    /// - Returns: the paths that changed, relative to the workspace.
    /// - Throws: `EditError` when one cannot be written; then all are as before.
    func commit() throws(EditError) -> [String] {
        var done: [FileChange] = []
        let modes = changes.map { permissions(of: $0.permissionsFrom) }
        for (change, mode) in zip(changes, modes) {
            do {
                try write(change, mode: mode)
                done.append(change)
            } catch {
                for earlier in done.reversed() { restore(earlier) }
                throw EditError(
                    code: .notWritten, path: change.path.relative, message: "the file cannot be written: \(error)",
                    correction: "Use only characters that the file's encoding has, and a folder that can be written.")
            }
        }
        return changes.map(\.path.relative)
    }

    private func write(_ change: FileChange, mode: NSNumber?) throws {
        guard let after = change.after else {
            try FileManager.default.removeItem(atPath: change.path.absolute)
            return
        }
        guard let data = after.data else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
        try put(data, at: change.path.absolute, mode: mode)
    }

    private func put(_ data: Data, at path: String, mode: NSNumber?) throws {
        let target = URL(fileURLWithPath: path)
        let folder = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try data.write(to: target, options: .atomic)
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path) }
    }

    /// Puts a file back as far as the system lets it.
    private func restore(_ change: FileChange) {
        if let before = change.before {
            try? put(before, at: change.path.absolute, mode: permissions(of: change.path))
        } else {
            try? FileManager.default.removeItem(atPath: change.path.absolute)
        }
    }

    private func permissions(of path: WorkspacePath) -> NSNumber? {
        (try? FileManager.default.attributesOfItem(atPath: path.absolute))?[.posixPermissions] as? NSNumber
    }
}
