public import AnnealFoundation

/// Runs commands so that they cannot harm anything outside of one folder.
///
/// Implementations: `BubblewrapSandbox` on Linux, `SeatbeltSandbox` on macOS, `UnconfinedSandbox` for `--no-sandbox`; in
/// tests `FakeSandbox`.
public protocol Sandbox: Sendable {
    /// A short name for reports: `bubblewrap 0.8.0`, `none`.
    var name: String { get }

    /// Runs a command inside.
    ///
    /// The workspace folder appears inside at the same path and is the only place that can be written besides a
    /// private `/tmp`. There is no network. The environment holds what the command's `environment` gives and a
    /// minimum (PATH, HOME, LANG), nothing of this process. Nothing that it started outlives it.
    ///
    /// - Parameters:
    ///   - command: what to run; its working directory lies in the workspace, `nil` is the workspace itself.
    ///   - workspace: absolute path of the folder that may be written.
    ///   - limits: time, memory, processes, output.
    /// - Returns: how it ended and what it printed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult

    /// The same sandbox with a way to those parts of the network that are allowed; itself where nothing is.
    var connected: any Sandbox { get }
}

extension Sandbox {
    /// Itself: there is no such way.
    public var connected: any Sandbox { self }
}

/// What a command in the sandbox may use.
public struct SandboxLimits: Sendable, Hashable, Codable {
    /// Time on the clock.
    public var time: Duration
    /// Memory in bytes of each process, and of all together where the system has control groups; `nil` for no limit.
    /// Address space that is only reserved does not count.
    public var memory: Int?
    /// Processes and threads.
    public var processes: Int
    /// Bytes kept of each output.
    public var output: Int
    /// Bytes of the private /tmp.
    public var temporaryFiles: Int
    /// Bytes of a single file.
    public var fileSize: Int
    /// Time of the processor that each process may use, that of its threads together, in whole seconds; `nil` for no
    /// limit.
    public var processorTime: Duration?
    /// Processors that all processes together may use, 1.5 for one and a half, where the system has control groups for
    /// that; `nil` for all.
    public var processors: Double?

    /// Creates limits.
    public init(
        time: Duration = .seconds(60), memory: Int? = 4 << 30, processes: Int = 512, output: Int = 1 << 20,
        temporaryFiles: Int = 1 << 30, fileSize: Int = 1 << 30, processorTime: Duration? = nil,
        processors: Double? = nil
    ) {
        self.time = time
        self.memory = memory
        self.processes = processes
        self.output = output
        self.temporaryFiles = temporaryFiles
        self.fileSize = fileSize
        self.processorTime = processorTime
        self.processors = processors
    }

    /// The seconds of the processor at which a process is told to end, and those at which it is killed; `nil` for no
    /// limit. The first signal tells the limit from other ends.
    var processorBounds: (told: Int64, killed: Int64)? {
        guard let processorTime else { return nil }
        let seconds = max(1, processorTime.components.seconds)
        return (seconds, seconds + 5)
    }

    /// What a shell is told to set the limit of the processor's time; empty for none.
    var processorScript: String {
        guard let bounds = processorBounds else { return "" }
        return "ulimit -S -t \(bounds.told) 2>/dev/null; ulimit -H -t \(bounds.killed) 2>/dev/null; "
    }
}

/// The sandbox cannot be used, or refused.
public struct SandboxError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// No sandbox program, or the kernel does not allow it.
        case unavailable
        /// The command asks for something outside of the workspace.
        case refused
        /// The command wrote more into the workspace than it may.
        case wroteTooMuch
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The command or path.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .refused }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
