/// What `bwrap` is told, without the command. The order counts: later mounts cover earlier ones.
struct BubblewrapArguments: Sendable {
    let toolchain: ToolchainFolders
    let view: WorkspaceView
    let folder: String
    let environment: [String: String]
    let temporaryFiles: Int
    let profile: SandboxProfile
    /// The program `anneal-confine` and the proxy's socket on this machine, where there are any.
    let confinement: Confinement
    let socket: String?

    /// The arguments.
    var list: [String] { mounts + isolation + variables }

    /// Where `anneal-confine` and the socket appear inside.
    static let confinePath = "/.anneal-confine"
    static let socketPath = "/.anneal-egress"
    /// The port of the sandbox's own loopback interface from which connections are carried to the proxy.
    static let port = 47808

    private var mounts: [String] {
        var list = ["--proc", "/proc", "--dev", "/dev"]
        for path in ["/tmp", "/var/tmp", "/dev/shm"] {
            list += ["--size", "\(max(temporaryFiles, 4096))", "--tmpfs", path]
        }
        for path in toolchain.readable { list += ["--ro-bind", path, path] }
        for (link, target) in toolchain.rootLinks.sorted(by: { $0.key < $1.key }) {
            list += ["--symlink", target, link]
        }
        if let program = confinement.program { list += ["--ro-bind", program, Self.confinePath] }
        if let socket { list += ["--ro-bind", socket, Self.socketPath] }
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
        if socket != nil {
            let proxy = "http://127.0.0.1:\(Self.port)"
            for name in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] { all[name] = proxy }
            for name in ["no_proxy", "NO_PROXY"] { all[name] = "localhost,127.0.0.1,::1" }
        }
        all.merge(environment) { $1 }
        return ["--clearenv"] + all.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
    }
}
