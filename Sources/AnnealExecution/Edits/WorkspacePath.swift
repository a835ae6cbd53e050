internal import AnnealSafety
internal import Foundation

/// A path in a workspace that may be read and written.
///
/// Files are opened beneath the workspace's folder each time, so that a link which a command puts there between a check
/// and the use leads nowhere.
struct WorkspacePath: Sendable, Hashable {
    /// Relative to the workspace, without `.` and doubled slashes.
    var relative: String { place.text }
    private let place: WorkspaceRelativePath
    private let root: String

    /// Checks a path as a model wrote it.
    ///
    /// - Parameters:
    ///   - written: relative to the workspace, or absolute in it.
    ///   - root: absolute path of the workspace.
    ///   - includesOwn: whether it may be one of Anneal's own files.
    /// - Throws: `EditError` when the path leads out of the workspace, through a link, or to what decides how Anneal and
    ///   git work.
    init(_ written: String, in root: String, includesOwn: Bool = false) throws(EditError) {
        try self.init(exactly: PathMention.stripped(written), in: root, includesOwn: includesOwn)
    }

    /// Checks a path as a plan gives it: what models put around a path is not removed.
    ///
    /// - Parameters:
    ///   - path: relative to the workspace, or absolute in it.
    ///   - root: absolute path of the workspace.
    ///   - includesOwn: whether it may be one of Anneal's own files.
    /// - Throws: `EditError` when the path leads out of the workspace, through a link, or to what decides how Anneal and
    ///   git work.
    init(exactly path: String, in root: String, includesOwn: Bool = false) throws(EditError) {
        do throws(FileRefusal) {
            place = try WorkspaceRelativePath(path, in: root)
            self.root = root
            if let kind = ProtectedFiles.kind(of: place), !kind.mayBePlanned, !(includesOwn && kind.mayBeAsked) {
                throw FileRefusal(
                    code: .protected, message: "\(place.text) may not be changed: \(kind.wording)", place: path)
            }
            _ = try WorkspaceFolder(root: root).permissions(of: place)
        } catch {
            throw EditError(
                code: .refusedPath, path: path, message: error.message,
                correction: "Use a path relative to the repository's root, such as src/file.py.")
        }
    }

    /// What makes the file one that a person or the plan has to name before it is written; `nil` for ordinary files.
    var protection: ProtectedFiles.Kind? { ProtectedFiles.kind(of: place) }

    /// The file's bytes; `nil` when there is none, or it cannot be read.
    func bytes() -> Data? {
        guard let folder = try? WorkspaceFolder(root: root), let bytes = try? folder.read(place) else { return nil }
        return Data(bytes)
    }

    /// Its permissions; `nil` when there is no file.
    func permissions() -> UInt32? {
        guard let folder = try? WorkspaceFolder(root: root) else { return nil }
        return (try? folder.permissions(of: place)) ?? nil
    }

    /// Writes the file, with the folders above it.
    ///
    /// - Parameters:
    ///   - data: its bytes.
    ///   - permissions: the lower nine bits; `nil` keeps them.
    /// - Throws: `FileRefusal`; then the file is as before.
    func write(_ data: Data, permissions: UInt32? = nil) throws(FileRefusal) {
        try WorkspaceFolder(root: root).write(Array(data), to: place, mode: permissions)
    }

    /// Removes the file, if it is there.
    ///
    /// - Throws: `FileRefusal` when something else is there.
    func remove() throws(FileRefusal) { try WorkspaceFolder(root: root).remove(place) }
}
