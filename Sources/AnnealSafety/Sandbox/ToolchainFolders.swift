internal import Foundation

/// The folders of the machine that a command needs to find its tools: the system's, and those that PATH points to with
/// what their links lead to. Home folders stay hidden but for single installations in them.
struct ToolchainFolders: Sendable, Hashable {
    /// Folders and files that are shown read-only at their own path.
    private(set) var readable: [String] = []
    /// Links of the root folder (`/bin`) with their targets.
    private(set) var rootLinks: [String: String] = [:]
    /// PATH inside.
    private(set) var searchPath: [String] = []

    private let home: String

    /// Folders whose content is never shown as a whole, and single files of which only named ones are.
    private static let hidden: Set<String> = [
        "/", "/boot", "/dev", "/etc", "/home", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/srv", "/sys",
        "/tmp", "/var", "/var/lib", "/var/tmp", "/Users",
    ]
    private static let systemFiles = [
        "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/ssl", "/etc/pki",
        "/etc/ca-certificates", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/localtime", "/etc/timezone",
        "/etc/mime.types", "/etc/protocols", "/etc/services",
    ]

    /// Finds the folders.
    ///
    /// - Parameters:
    ///   - environment: the environment whose PATH, HOME, PYENV_ROOT, PYENV_VERSION and RUSTUP_HOME count.
    ///   - additional: absolute paths to show besides.
    init(environment: [String: String], additional: [String] = []) {
        home = environment["HOME"].flatMap { $0.hasPrefix("/") && $0 != "/" ? $0 : nil } ?? "/root"
        addSystem()
        let entries = ShimResolution(environment: environment).resolved(
            (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init))
        for entry in entries where entry.hasPrefix("/") && !searchPath.contains(entry) && Self.isFolder(entry) {
            guard homeFolder(of: entry) != entry, !Self.hidden.contains(entry) else { continue }
            searchPath.append(entry)
            show(installation(of: entry))
        }
        for standard in ["/usr/local/bin", "/usr/bin", "/bin"] where !searchPath.contains(standard) {
            if Self.isFolder(standard) { searchPath.append(standard) }
        }
        for entry in searchPath { followLinks(in: entry) }
        for path in additional { show(path) }
    }

    /// Finds a program as a shell inside would.
    ///
    /// - Parameters:
    ///   - name: a name without a slash.
    ///   - path: PATH, when the command brings its own.
    /// - Returns: its absolute path, or `nil`.
    func program(_ name: String, path: String? = nil) -> String? {
        let folders = path.map { $0.split(separator: ":").map(String.init) } ?? searchPath
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private mutating func addSystem() {
        readable = ["/usr"]
        for name in ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] {
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: name) {
                rootLinks[name] = target
            } else if Self.isFolder(name) {
                readable.append(name)
            }
        }
        readable += Self.systemFiles.filter { FileManager.default.fileExists(atPath: $0) }
        // Debian's Python and Java read their start-up files here.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/etc").sorted()) ?? []
        readable += names.filter { $0.hasPrefix("python") || $0.hasPrefix("java") }.map { "/etc/\($0)" }
    }

    /// Shows a path unless it is visible already, or would show what has to stay hidden.
    private mutating func show(_ path: String) {
        guard !Self.hidden.contains(path), homeFolder(of: path) != path, !home.hasPrefix(path + "/"), !isShown(path)
        else { return }
        readable.removeAll { $0.hasPrefix(path + "/") }
        readable.append(path)
    }

    private func isShown(_ path: String) -> Bool {
        readable.contains { path == $0 || path.hasPrefix($0 + "/") }
            || rootLinks.keys.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    /// The installation that a folder of programs belongs to: the folder above, when that looks like one and holds
    /// nothing else; otherwise the folder itself.
    private func installation(of folder: String) -> String {
        let above = (folder as NSString).deletingLastPathComponent
        guard ["bin", "sbin", "Scripts"].contains((folder as NSString).lastPathComponent) else { return folder }
        let marks = ["lib", "lib64", "libexec", "pyvenv.cfg"]
        guard marks.contains(where: { FileManager.default.fileExists(atPath: "\(above)/\($0)") }) else { return folder }
        // In a home folder, `~/.local` and its like hold keys and other people's data beside the programs.
        let depth = above.dropFirst(homeFolder(of: above)?.count ?? 0).split(separator: "/").count
        return depth >= 2 ? above : folder
    }

    /// The home folder that a path lies in: this user's, or any other's.
    private func homeFolder(of path: String) -> String? {
        if path == home || path.hasPrefix(home + "/") { return home }
        let parts = path.split(separator: "/")
        guard let top = parts.first else { return nil }
        if top == "root" { return "/root" }
        return ["home", "Users"].contains(top) && parts.count > 1 ? "/\(top)/\(parts[1])" : nil
    }

    /// Follows links of a folder out of what is shown, step by step, and shows what they lead to.
    private mutating func followLinks(in folder: String) {
        let manager = FileManager.default
        for name in (try? manager.contentsOfDirectory(atPath: folder).sorted()) ?? [] {
            var path = "\(folder)/\(name)"
            for _ in 0..<8 {
                guard let target = try? manager.destinationOfSymbolicLink(atPath: path) else { break }
                path = Self.joined(target, to: (path as NSString).deletingLastPathComponent)
                guard !isShown(path), manager.fileExists(atPath: path) else { continue }
                showTarget(path)
            }
        }
    }

    private mutating func showTarget(_ path: String) {
        let parts = path.split(separator: "/")
        guard let top = parts.first, !["etc", "dev", "proc", "run", "sys", "tmp", "var"].contains(top) else { return }
        let folder = (path as NSString).deletingLastPathComponent
        let isProgramFolder = ["bin", "sbin"].contains((folder as NSString).lastPathComponent)
        if isProgramFolder {
            show(installation(of: folder))
        } else if homeFolder(of: path) == nil && parts.count > 2 {
            show(folder)
        }
        if !isShown(path) { show(path) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// A link's target as an absolute path without `.` and `..`, by the text alone.
    private static func joined(_ target: String, to folder: String) -> String {
        var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
