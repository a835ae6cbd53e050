public import AnnealFoundation
public import Foundation

/// A sandbox of macOS' own rules for processes (seatbelt), set by the program `sandbox-exec`.
///
/// It has been run on no Mac yet: the rules are written after Apple's published profiles, `probe` tries out that they
/// hold before anything else is run, and refuses otherwise. Unlike on Linux, `/tmp` is not writable (TMPDIR names a
/// folder that is), memory and processes are limited by process and user, there is no way to the network, and what a
/// command left running is ended by its process group alone.
public struct SeatbeltSandbox: ConfiningSandbox {
    /// `seatbelt`.
    public let name = "seatbelt"
    /// What this sandbox holds less well than the one of Linux.
    public let weaknesses = [
        "seatbelt limits memory and processes less strictly than Linux does: run untrusted projects in a Linux machine"
    ]
    /// Not used: commands have no network here.
    public var egress: EgressProxy?

    /// Where the system keeps the program.
    static let program = "/usr/bin/sandbox-exec"

    private let launcher: any ProcessLauncher
    private let toolchain: ToolchainFolders

    /// Finds `sandbox-exec` and tries it out.
    ///
    /// - Parameters:
    ///   - launcher: starts programs.
    ///   - environment: the environment whose PATH leads to the tools that commands need.
    /// - Returns: a sandbox that holds.
    /// - Throws: `SandboxError` when there is none.
    public static func probe(
        launcher: any ProcessLauncher, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> SeatbeltSandbox {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw SandboxError(
                code: .unavailable, message: "sandbox-exec is missing", place: program,
                remedy: "work on macOS or Linux, or give --no-sandbox where nothing can be harmed")
        }
        let sandbox = SeatbeltSandbox(launcher: launcher, toolchain: ToolchainFolders(environment: environment))
        try await sandbox.tryOut()
        return sandbox
    }

    private init(launcher: any ProcessLauncher, toolchain: ToolchainFolders) {
        self.launcher = launcher
        self.toolchain = toolchain
    }

    /// Runs a command inside; see `ConfiningSandbox`.
    ///
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func run(
        _ command: Command, workspace: String, limits: SandboxLimits, profile: SandboxProfile
    ) async throws -> CommandResult {
        guard profile != .network else {
            throw SandboxError(
                code: .unavailable, message: "there is no way to the network for a command in the sandbox of macOS",
                remedy: "run the task on Linux, or do what needs the network beforehand")
        }
        let view = try WorkspaceView(workspace)
        let folder = try view.workingDirectory(command.workingDirectory)
        try checkExists(command)
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: temporary) }
        let rules = SeatbeltProfile(toolchain: toolchain, view: view, temporary: temporary.path, profile: profile)
        return try await launcher.run(
            Self.wrapping(
                command, rules: rules.text, searchPath: toolchain.searchPath, folder: folder, temporary: temporary.path,
                limits: limits),
            timeout: limits.time, outputLimit: limits.output)
    }

    /// The command with its limits and rules around it.
    static func wrapping(
        _ command: Command, rules: String, searchPath: [String], folder: String, temporary: String,
        limits: SandboxLimits
    ) -> Command {
        var environment = [
            "PATH": searchPath.joined(separator: ":"), "HOME": temporary, "TMPDIR": temporary, "LANG": "en_US.UTF-8",
        ]
        environment.merge(command.environment ?? [:]) { $1 }
        var script = "ulimit -c 0; ulimit -f \(limits.fileSize / 512); ulimit -u \(limits.processes) 2>/dev/null; "
        if let memory = limits.memory { script += "ulimit -d \(memory / 1024) 2>/dev/null; " }
        script += limits.processorScript
        return Command(
            "/bin/sh",
            ["-c", script + "exec \"$@\"", "anneal-sandbox", program, "-p", rules, command.executable]
                + command.arguments,
            environment: environment, workingDirectory: folder, standardInput: command.standardInput)
    }

    private func checkExists(_ command: Command) throws(ProcessError) {
        if command.executable.contains("/") { return }
        if toolchain.program(command.executable, path: command.environment?["PATH"]) != nil { return }
        throw ProcessError(
            code: .notFound, message: "cannot start \(command.executable): no such program in the sandbox",
            remedy: "install it, or add its folder to PATH")
    }

    /// Runs one harmless command that fails when the sandbox lets it see or do too much.
    private func tryOut() async throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-probe-\(UUID().uuidString)")
        let outside = folder.path + ".outside"
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            try? FileManager.default.removeItem(at: folder)
            try? FileManager.default.removeItem(atPath: outside)
        }
        let check = "exec 2>/dev/null; touch inside && ! touch '\(outside)' && ! ls /Users/* && echo held"
        let result = try await run(
            Command("sh", ["-c", check]), workspace: folder.path, limits: SandboxLimits(time: .seconds(20)),
            profile: .workspace)
        guard result.standardOutput == "held\n" else {
            throw SandboxError(
                code: .unavailable, message: "sandbox-exec runs, but the sandbox does not hold", place: Self.program,
                remedy: "report it with the version of macOS; until then --no-sandbox where nothing can be harmed")
        }
    }
}
