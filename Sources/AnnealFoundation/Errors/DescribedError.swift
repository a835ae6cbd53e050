/// An error that a person can act on: what happened, where, and what to do about it.
///
/// Each domain has one struct that conforms (`SpecError`, `ModelError`, …) with a code of its own.
public protocol DescribedError: Error, CustomStringConvertible {
    /// What happened, in one sentence without a full stop at its end.
    var message: String { get }
    /// Where: a file with line and column, an address, a setting; `nil` when there is no such place.
    var place: String? { get }
    /// What the person can do about it; `nil` when nothing is known to help.
    var remedy: String? { get }
    /// The process's exit code when this error ends a command.
    var exitCode: ExitCode { get }
}

extension DescribedError {
    /// The three lines that the command line prints.
    public var description: String {
        var lines = ["error: \(message)"]
        if let place { lines.append("  at: \(place)") }
        if let remedy { lines.append("  try: \(remedy)") }
        return lines.joined(separator: "\n")
    }
}
