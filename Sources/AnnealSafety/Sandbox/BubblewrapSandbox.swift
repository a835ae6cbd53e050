public import AnnealFoundation
public import Foundation

/// A sandbox of Linux namespaces, made by the program `bwrap`.
///
/// Inside there are the system's programs and the tools that PATH leads to, read-only; the workspace, writable but for
/// `.git` and `.anneal`; a private `/tmp`, `/dev` and `/proc`; no network, no capabilities, no way to more of them, and
/// a filter of system calls. Time, memory, processes, files and output are limited. Every part is checked once by
/// `probe`; where one is missing, there is no sandbox.
public struct BubblewrapSandbox: ConfiningSandbox {
    /// `bubblewrap` and its version.
    public let name: String
    /// Limits that this machine cannot hold, in words; empty when it can hold all.
    public let weaknesses: [String]

    private let program: String
    private let launcher: any ProcessLauncher
    private let toolchain: ToolchainFolders
    private let filter: FilterDescriptor
    private let groups: ControlGroupHierarchy
    private let confinement: Confinement
    /// The way out of commands with the profile `network`; `nil` where there is none.
    public var egress: EgressProxy?

    /// Whether a control group can limit the processors of a command.
    public var limitsProcessors: Bool { groups.limitsProcessors }

    /// PATH inside.
    public var searchPath: String { toolchain.searchPath.joined(separator: ":") }

    /// Finds bubblewrap and tries it out.
    ///
    /// - Parameters:
    ///   - launcher: starts programs.
    ///   - environment: the environment whose PATH leads to the tools that commands need.
    ///   - readable: absolute paths that commands may read besides.
    ///   - confine: absolute path of `anneal-confine`; `nil` where it is missing.
    /// - Returns: a sandbox that works.
    /// - Throws: `SandboxError` when it does not, with what to do about it.
    public static func probe(
        launcher: any ProcessLauncher, environment: [String: String] = ProcessInfo.processInfo.environment,
        readable: [String] = [], confine: String? = Confinement.find()
    ) async throws -> BubblewrapSandbox {
        guard let compiled = SystemCallFilter.current else {
            throw SandboxError(
                code: .unavailable, message: "no system call filter is known for this processor",
                remedy: "work on x86-64 or 64-bit ARM, or give --no-sandbox where nothing can be harmed")
        }
        let toolchain = ToolchainFolders(environment: environment, additional: readable)
        guard let program = toolchain.program("bwrap"), toolchain.program("prlimit") != nil else {
            throw SandboxError(
                code: .unavailable, message: "bubblewrap or prlimit is not installed",
                remedy: "apt-get install bubblewrap util-linux (dnf, pacman: the same names)")
        }
        let version = try await launcher.run(
            Command(program, ["--version"], environment: [:]), timeout: .seconds(10), outputLimit: 1000)
        let sandbox = BubblewrapSandbox(
            name: version.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines), program: program,
            launcher: launcher, toolchain: toolchain, filter: try FilterDescriptor(compiled.program.bytes),
            groups: ControlGroupHierarchy(), confinement: try await confinement(confine, launcher: launcher))
        try await sandbox.tryOut()
        return sandbox
    }

    /// What `anneal-confine` can do here.
    private static func confinement(_ program: String?, launcher: any ProcessLauncher) async throws -> Confinement {
        guard let program else { return .none }
        let version = try await launcher.run(
            Command(program, ["--landlock-version"], environment: [:]), timeout: .seconds(10), outputLimit: 1000)
        let number = Int(version.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        return Confinement(program: program, landlock: number)
    }

    private init(
        name: String, program: String, launcher: any ProcessLauncher, toolchain: ToolchainFolders,
        filter: FilterDescriptor, groups: ControlGroupHierarchy, confinement: Confinement
    ) {
        self.name = name
        self.program = program
        self.launcher = launcher
        self.toolchain = toolchain
        self.filter = filter
        self.groups = groups
        self.confinement = confinement
        var missing: [String] = []
        // The kernel never holds root to its limit of processes, only to that of a control group.
        if !groups.limitsProcesses && NSUserName() == "root" {
            missing.append("the number of processes is not limited: run as a plain user, or with control groups")
        }
        if confinement.program == nil {
            missing.append("Landlock and the egress proxy are not in use: anneal-confine does not lie beside anneal")
        } else if confinement.landlock == 0 {
            missing.append("Landlock is not in use: the kernel is older than 5.13, or was built without it")
        }
        weaknesses = missing
    }

    /// Runs a command inside; see `Sandbox`.
    ///
    /// - Parameters:
    ///   - command: what to run.
    ///   - workspace: absolute path of the folder.
    ///   - limits: time, memory, processes, output.
    ///   - profile: what it may change.
    /// - Returns: how it ended and what it printed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    public func run(
        _ command: Command, workspace: String, limits: SandboxLimits, profile: SandboxProfile
    ) async throws -> CommandResult {
        let view = try WorkspaceView(workspace)
        let folder = try view.workingDirectory(command.workingDirectory)
        let executable = try locate(command, in: folder)
        let socket = try socket(for: profile)
        // Two processes of bubblewrap and the one of the limits stand beside the command's own.
        let group = groups.makeGroup(
            processes: limits.processes + 3, memory: limits.memory, processors: limits.processors)
        let outcome: Result<CommandResult, any Error>
        do {
            let wrapped = wrapping(
                [executable] + command.arguments, environment: command.environment ?? [:], view: view, folder: folder,
                limits: limits, profile: profile, socket: socket, group: group, input: command.standardInput)
            outcome = .success(
                try await launcher.run(wrapped, timeout: limits.time, outputLimit: limits.output))
        } catch {
            outcome = .failure(error)
        }
        let use = group?.use()
        await group?.remove()
        var result = try checked(outcome.get())
        result.use = use
        return result
    }

    /// The proxy's socket, where the profile has a network.
    private func socket(for profile: SandboxProfile) throws -> String? {
        guard profile == .network else { return nil }
        guard let egress, confinement.program != nil else {
            throw SandboxError(
                code: .unavailable, message: "there is no way to the network for a command in the sandbox",
                remedy: confinement.program == nil
                    ? "put anneal-confine beside anneal" : "name the domains in network.allowedDomains")
        }
        return egress.socket
    }

    /// Tells a missing program before anything is started, as the launcher would.
    private func locate(_ command: Command, in folder: String) throws -> String {
        if command.executable.contains("/") { return command.executable }
        if toolchain.program(command.executable, path: command.environment?["PATH"]) != nil {
            return command.executable
        }
        throw ProcessError(
            code: .notFound, message: "cannot start \(command.executable): no such program in the sandbox",
            place: folder, remedy: "install it, or add its folder to PATH")
    }

    /// The failure of the sandbox itself is not the command's.
    private func checked(_ result: CommandResult) throws -> CommandResult {
        let isOwn = result.standardError.hasPrefix("bwrap: ") || result.standardError.hasPrefix("anneal-sandbox: ")
        guard isOwn, case .exited(let status) = result.ending, status != 0, result.standardOutput.isEmpty,
            result.standardError.split(separator: "\n").count <= 2
        else { return result }
        throw SandboxError(
            code: .unavailable,
            message: "the sandbox cannot be set up: "
                + result.standardError.trimmingCharacters(in: .whitespacesAndNewlines),
            place: program,
            remedy: "allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1, "
                + "and on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0")
    }

    /// The command with everything around it: a shell that joins the control group and opens the filter, bubblewrap,
    /// and inside of it the limits of each process.
    ///
    /// Limits are set inside, because those on processes count a user's processes outside as well when they are set
    /// before the sandbox's own user namespace is there.
    private func wrapping(
        _ words: [String], environment: [String: String], view: WorkspaceView, folder: String, limits: SandboxLimits,
        profile: SandboxProfile, socket: String?, group: ControlGroup?, input: String
    ) -> Command {
        let script = """
            filter=$1; shift
            while [ "$1" != -- ]; do
              echo $$ > "$1" || { echo "anneal-sandbox: cannot join $1" >&2; exit 125; }
              shift
            done
            shift
            exec "$@" 9<"$filter"
            """
        let writable = (profile == .readOnly ? [] : [view.root]) + ["/tmp", "/var/tmp", "/dev", "/proc/self"]
        let limited = confinement.words(limits, writable: writable, carries: socket != nil)
        let arguments = BubblewrapArguments(
            toolchain: toolchain, view: view, folder: folder, environment: environment,
            temporaryFiles: limits.temporaryFiles, profile: profile, confinement: confinement, socket: socket
        ).list
        return Command(
            "/bin/sh",
            ["-c", script, "anneal-sandbox", filter.path] + (group?.memberFiles ?? []) + ["--", program] + arguments
                + ["--"] + limited + words,
            environment: ["PATH": "/usr/bin:/bin"], workingDirectory: view.root, standardInput: input)
    }

    /// Runs one harmless command that fails when the sandbox lets it see or do too much.
    private func tryOut() async throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-probe-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let check = """
            exec 2>/dev/null
            touch inside && ! touch /outside && grep -q '^Seccomp:.*2$' /proc/self/status \
            && grep -q '^CapEff:.*0000000000000000$' /proc/self/status && ! chmod u+s inside && echo held
            """
        let result = try await run(
            Command("sh", ["-c", check]), workspace: String(path.dropLast(path.hasSuffix("/") ? 1 : 0)),
            limits: SandboxLimits(time: .seconds(20)))
        guard result.standardOutput == "held\n" else {
            throw SandboxError(
                code: .unavailable, message: "bubblewrap runs, but the sandbox does not hold", place: program,
                remedy: "update bubblewrap to 0.8 or later, and the kernel")
        }
    }
}
