/// The exit codes of `anneal`, the same for every subcommand.
public enum ExitCode: Int32, Sendable, Codable {
    /// Everything asked for was done; for a run: every requirement is verified.
    case verified = 0
    /// The command failed.
    case failure = 1
    /// The run ended, but not every criterion is met.
    case criteriaNotMet = 2
    /// A person has to decide before work can go on.
    case needsPerson = 3
    /// A budget of tokens, money or time is spent; the run can be resumed.
    case budgetSpent = 4
    /// The guard refused, or there is no sandbox.
    case refused = 5
    /// The model could not be reached or did not answer.
    case modelFailed = 6
    /// The command line was not understood.
    case usage = 64
    /// Input (a specification, a repository, a plan) cannot be used.
    case badInput = 65
    /// The configuration cannot be used.
    case badConfiguration = 78
    /// Interrupted by Ctrl-C.
    case interrupted = 130
    /// Terminated by a signal.
    case terminated = 143
}
