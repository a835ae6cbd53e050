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
        let permissions = changes.map { $0.permissionsFrom.permissions() }
        for (change, permissions) in zip(changes, permissions) {
            do {
                try write(change, permissions)
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

    private func write(_ change: FileChange, _ permissions: UInt32?) throws {
        guard let after = change.after else { return try change.path.remove() }
        guard let data = after.data else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
        try change.path.write(data, permissions: permissions)
    }

    /// Puts a file back as far as the system lets it.
    private func restore(_ change: FileChange) {
        if let before = change.before {
            try? change.path.write(before)
        } else {
            try? change.path.remove()
        }
    }
}
