/// How a command ended and what it printed.
public struct CommandResult: Sendable, Hashable, Codable {
    /// How a process ended.
    public enum Ending: Sendable, Hashable, Codable {
        /// It exited by itself with this status.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
        /// It was ended because its time was up.
        case timedOut
    }

    /// How it ended.
    public var ending: Ending
    /// Standard output, at most the limit's bytes; bytes that are not UTF-8 are replaced.
    public var standardOutput: String
    /// Standard error, at most the limit's bytes; bytes that are not UTF-8 are replaced.
    public var standardError: String
    /// Whether either output was longer than the limit and was cut.
    public var wasCut: Bool
    /// From start to end, on the clock.
    public var duration: Duration
    /// What it used, where a sandbox had it counted.
    public var use: CommandUse?

    /// Creates a result.
    public init(
        ending: Ending, standardOutput: String = "", standardError: String = "", wasCut: Bool = false,
        duration: Duration = .zero, use: CommandUse? = nil
    ) {
        self.ending = ending
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.wasCut = wasCut
        self.duration = duration
        self.use = use
    }

    /// Whether it exited with status 0.
    public var succeeded: Bool { ending == .exited(0) }

    /// The status as a shell reports it: 128 + signal, 124 for a timeout.
    public var shellStatus: Int32 {
        switch ending {
        case .exited(let status): status
        case .signalled(let signal): 128 + signal
        case .timedOut: 124
        }
    }
}
