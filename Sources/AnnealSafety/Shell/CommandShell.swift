internal import Foundation

/// The shell that runs commands.
///
/// The guard reads commands as bash does. Other shells read some of them otherwise: the `echo` of dash, which is `sh` on
/// many systems, turns `\0057` into a slash.
public struct CommandShell: Sendable, Hashable {
    /// Absolute path of the program.
    public let path: String
    /// What stands before the command.
    public let arguments: [String]
    /// Whether it is bash.
    public let isBash: Bool

    /// Bash, without the files that it reads when it starts.
    public static let bash = CommandShell(bash: "/bin/bash")
    /// The shell that commands of a model run in: bash, or `sh` where there is none.
    public static let ofCommands = CommandShell(among: ["/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash"])

    private init(bash: String?) {
        path = bash ?? "/bin/sh"
        arguments = bash == nil ? ["-c"] : ["--noprofile", "--norc", "-c"]
        isBash = bash != nil
    }

    /// The first of these that is there, or `sh`.
    ///
    /// - Parameter candidates: paths of bash.
    init(among candidates: [String]) {
        self.init(bash: candidates.first { FileManager.default.isExecutableFile(atPath: $0) })
    }
}
