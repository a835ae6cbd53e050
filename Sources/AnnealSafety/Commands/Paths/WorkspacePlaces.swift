/// Where a command starts and what lies around it. Paths are absolute, without links, `.` and `..`.
public struct WorkspacePlaces: Sendable, Hashable {
    /// The folder in which commands start and may write.
    public var root: String
    /// The user's folder.
    public var home: String
    /// The user's name.
    public var user: String
    /// Folders for temporary files.
    public var temporary: [String]
    /// Further folders that hold settings and records of the guard, besides `.anneal` in the workspace and the usual
    /// ones in the home folder.
    public var guardFolders: [String]

    /// Describes a workspace.
    ///
    /// - Parameters:
    ///   - root: absolute path of the workspace.
    ///   - home: absolute path of the user's folder.
    ///   - user: the user's name; `nil` takes the last part of `home`.
    ///   - temporary: folders for temporary files.
    ///   - guardFolders: further folders of the guard.
    public init(
        root: String, home: String, user: String? = nil,
        temporary: [String] = ["/tmp", "/var/tmp", "/private/tmp", "/var/folders", "/private/var/folders"],
        guardFolders: [String] = []
    ) {
        self.root = Self.trimmed(root)
        self.home = Self.trimmed(home)
        self.user = user ?? String(self.home.split(separator: "/").last ?? "user")
        self.temporary = temporary.map(Self.trimmed)
        self.guardFolders = guardFolders.map(Self.trimmed)
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
