internal import Foundation

/// How the workspace appears inside: writable, but for what decides what runs outside later: git's folder and Anneal's.
struct WorkspaceView: Sendable, Hashable {
    /// Absolute path of the workspace, without links.
    let root: String
    /// Paths in it that exist and are shown read-only.
    let protected: [String]
    /// Paths in it that do not exist and are covered by an empty folder, so that they cannot be made.
    let covered: [String]

    /// Looks at a workspace.
    ///
    /// - Parameter workspace: absolute path of an existing folder.
    /// - Throws: `SandboxError` when it cannot be used as a workspace.
    init(_ workspace: String) throws(SandboxError) {
        guard workspace.hasPrefix("/"), let root = Self.realPath(workspace) else {
            throw SandboxError(
                code: .refused, message: "the workspace is not an existing folder", place: workspace,
                remedy: "give the absolute path of a folder")
        }
        let forbidden = ["/", "/usr", "/etc", "/proc", "/sys", "/dev", "/tmp", "/var", "/opt", "/home", "/root"]
        guard !forbidden.contains(root) else {
            throw SandboxError(
                code: .refused, message: "a folder of the system cannot be a workspace", place: root,
                remedy: "make a folder below it")
        }
        self.root = root
        var protected: [String] = []
        var covered: [String] = []
        for name in [".git", ".anneal"] {
            let path = "\(root)/\(name)"
            switch Self.kind(of: path) {
            case .typeSymbolicLink:
                throw SandboxError(
                    code: .refused, message: "\(name) in the workspace is a link, which a command could turn",
                    place: path, remedy: "put the folder itself there")
            case nil:
                // An empty .anneal is invisible to git; an empty .git would not be.
                if name == ".anneal" { covered.append(path) }
            default:
                protected.append(path)
            }
        }
        self.protected = protected
        self.covered = covered
    }

    /// The folder that a command starts in.
    ///
    /// - Parameter folder: what the command says; `nil` is the workspace.
    /// - Returns: its absolute path without links.
    /// - Throws: `SandboxError` when it lies outside of the workspace.
    func workingDirectory(_ folder: String?) throws(SandboxError) -> String {
        guard let folder else { return root }
        if let real = Self.realPath(folder), real == root || real.hasPrefix(root + "/") { return real }
        throw SandboxError(
            code: .refused, message: "the command's folder does not lie in the workspace", place: folder,
            remedy: "start the command in \(root)")
    }

    private static func realPath(_ path: String) -> String? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path(percentEncoded: false).trimmingSlash
    }

    private static func kind(of path: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }
}

extension String {
    /// The path without a slash at its end.
    fileprivate var trimmingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
