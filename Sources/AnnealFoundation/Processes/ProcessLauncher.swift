/// Starts commands and waits for them.
///
/// Everything that runs a program takes one of these, so that tests can hold it and the sandbox can wrap it.
public protocol ProcessLauncher: Sendable {
    /// Runs a command to its end.
    ///
    /// Cancelling the task, or the timeout, ends the command and every process that it started in its group.
    ///
    /// - Parameters:
    ///   - command: what to run.
    ///   - timeout: how long it may take on the clock.
    ///   - outputLimit: bytes kept of each of the two outputs; what goes beyond is read and dropped.
    /// - Returns: how it ended and what it printed; a status other than 0 is a result, not an error.
    /// - Throws: `ProcessError` when the program cannot be started; `CancellationError`.
    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult
}

extension ProcessLauncher {
    /// Runs a command with a limit of one minute and one megabyte of each output.
    ///
    /// - Throws: `ProcessError` when the program cannot be started; `CancellationError`.
    public func run(_ command: Command) async throws -> CommandResult {
        try await run(command, timeout: .seconds(60), outputLimit: 1 << 20)
    }
}

/// A program could not be started.
public struct ProcessError: DescribedError {
    /// What kind of failure.
    public enum Code: Sendable {
        /// No such program.
        case notFound
        /// The system refused to start it.
        case notStarted
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The program.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .failure }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
