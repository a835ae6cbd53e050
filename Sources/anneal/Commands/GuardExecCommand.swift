import AnnealFoundation
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal guard exec -- COMMAND…`: runs a command in the sandbox that runs use.
struct GuardExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run a command in the sandbox, with the present folder as its workspace.",
        discussion: """
            The command may write in the present folder, but not in its .git and .anneal, and in a private /tmp. It has no \
            network, sees nothing of your home folder and of your environment, and leaves nothing running. What it prints \
            is shown when it has ended; its exit status is that of this command, 124 where its time was up.

            With --profile workspace+network it reaches the domains of --allow-domain or of network.allowedDomains \
            through a proxy, which its HTTP_PROXY and HTTPS_PROXY name; whatever it asks for is in the audit log.
            """)

    @Option(
        help: "What the command may change: workspace, read-only for nothing, workspace+network.",
        transform: { name in
            guard let profile = SandboxProfile(rawValue: name) else {
                let names = SandboxProfile.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("there is no profile \(name); there are \(names)")
            }
            return profile
        })
    var profile = SandboxProfile.workspace
    @Option(
        name: .customLong("allow-domain"),
        help: "A domain that may be reached: pypi.org, *.pythonhosted.org. Repeatable.")
    var domains: [String] = []
    @Option(help: "Seconds on the clock.") var seconds = 120
    @Option(help: "Megabytes of memory, of all its processes together where the system can tell.") var memory = 2048
    @Option(help: "Processes and threads.") var processes = 512
    @Option(help: "Megabytes that a file, and /tmp, may have.") var disk = 1024
    @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        guard !words.isEmpty else { throw ValidationError("there is no command: anneal guard exec -- ls -l") }
        guard seconds > 0, memory > 0, processes > 0, disk > 0 else {
            throw ValidationError("limits are whole numbers above 0")
        }
    }

    /// The way to the network, where the profile has one.
    private func egress() async throws -> EgressProxy? {
        guard profile == .network else { return nil }
        let desk = GuardDesk()
        let setting = try desk.settings().text("network.allowedDomains")
        let rules = try EgressRules(setting: domains.isEmpty ? setting : domains.joined(separator: ","))
        guard !rules.isEmpty else {
            throw ConfigurationError(
                code: .badValue, message: "the profile workspace+network leads nowhere: no domain is allowed",
                place: "network.allowedDomains", remedy: "name one with --allow-domain pypi.org, or set it")
        }
        return try await EgressProxy(rules) { connection in
            try desk.audit.append(AuditEntry(connection))
        }
    }

    private var words: [String] { command.first == "--" ? Array(command.dropFirst()) : command }

    func run() async throws {
        try await reportingErrors(json: false) {
            var probed = try await SystemSandbox.probe(launcher: SystemProcessLauncher())
            probed.egress = try await egress()
            let sandbox = probed
            let limits = SandboxLimits(
                time: .seconds(seconds), memory: memory << 20, processes: processes, output: 16 << 20,
                temporaryFiles: disk << 20, fileSize: disk << 20)
            let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath().path
            let (command, profile) = (Command(words[0], Array(words.dropFirst())), profile)
            let result = try await DiskWatch(workspace: folder, limit: disk << 20).watching {
                try await sandbox.run(command, workspace: folder, limits: limits, profile: profile)
            }
            FileHandle.standardOutput.write(Data(result.standardOutput.utf8))
            FileHandle.standardError.write(Data(result.standardError.utf8))
            if result.ending == .timedOut { Terminal.note("the time was up after \(seconds) seconds") }
            guard result.shellStatus == 0 else { throw ArgumentParser.ExitCode(result.shellStatus) }
            return .verified
        }
    }
}
