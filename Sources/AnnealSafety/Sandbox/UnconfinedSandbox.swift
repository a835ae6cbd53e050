public import AnnealFoundation
public import Foundation

/// No sandbox, for `--no-sandbox`: commands run as the user, with their network and files. Limits on time, memory,
/// file size and output hold; the environment is as bare as in a sandbox, so that no key is handed on by accident.
public struct UnconfinedSandbox: Sandbox {
    /// `none`.
    public let name = "none"

    private let launcher: any ProcessLauncher
    private let inherited: [String: String]

    /// Creates one.
    ///
    /// - Parameters:
    ///   - launcher: starts the commands.
    ///   - environment: where PATH and HOME are taken from.
    public init(
        launcher: any ProcessLauncher, environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.launcher = launcher
        inherited = environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
    }

    /// Runs a command as it is; see `Sandbox`.
    ///
    /// - Throws: `SandboxError` when its folder is not in the workspace, `ProcessError`, `CancellationError`.
    public func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        let view = try WorkspaceView(workspace)
        var bare = inherited
        bare["LANG"] = "C.UTF-8"
        bare.merge(command.environment ?? [:]) { $1 }
        let path = bare["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        try checkExists(command.executable, path: path)
        var script = "ulimit -c 0; ulimit -f \(limits.fileSize / 512); "
        if let memory = limits.memory { script += "ulimit -d \(memory / 1024) 2>/dev/null; " }
        script += limits.processorScript
        let wrapped = Command(
            "/bin/sh", ["-c", script + "exec \"$@\"", "sh", command.executable] + command.arguments,
            environment: bare, workingDirectory: try view.workingDirectory(command.workingDirectory),
            standardInput: command.standardInput)
        return try await launcher.run(wrapped, timeout: limits.time, outputLimit: limits.output)
    }

    private func checkExists(_ executable: String, path: String) throws(ProcessError) {
        if executable.contains("/") { return }
        let folders = path.split(separator: ":")
        if folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(executable)") }) { return }
        throw ProcessError(
            code: .notFound, message: "cannot start \(executable): no such program",
            remedy: "install it, or add its folder to PATH")
    }
}
