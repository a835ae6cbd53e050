/// What `bwrap` is told, without the command. The order counts: later mounts cover earlier ones.
struct BubblewrapArguments: Sendable {
    let toolchain: ToolchainFolders
    let view: WorkspaceView
    let folder: String
    let environment: [String: String]
    let temporaryFiles: Int
    let profile: SandboxProfile

    /// The arguments.
    var list: [String] { mounts + isolation + variables }

    private var mounts: [String] {
        var list = ["--proc", "/proc", "--dev", "/dev"]
        for path in ["/tmp", "/var/tmp", "/dev/shm"] {
            list += ["--size", "\(max(temporaryFiles, 4096))", "--tmpfs", path]
        }
        for path in toolchain.readable { list += ["--ro-bind", path, path] }
        for (link, target) in toolchain.rootLinks.sorted(by: { $0.key < $1.key }) {
            list += ["--symlink", target, link]
        }
        if profile == .readOnly {
            list += ["--ro-bind", view.root, view.root]
            return list + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", folder]
        }
        list += ["--bind", view.root, view.root]
        for path in view.protected { list += ["--ro-bind", path, path] }
        for path in view.covered { list += ["--size", "4096", "--tmpfs", path, "--remount-ro", path] }
        // The root and /dev are files in memory without a limit of their own.
        return list + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", folder]
    }

    private var isolation: [String] {
        [
            "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL", "--new-session",
            "--die-with-parent", "--hostname", "sandbox", "--seccomp", "9",
        ]
    }

    private var variables: [String] {
        var all = ["PATH": toolchain.searchPath.joined(separator: ":"), "HOME": "/tmp", "LANG": "C.UTF-8"]
        all.merge(environment) { $1 }
        return ["--clearenv"] + all.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
    }
}
