/// A program to start, with everything that decides what it does.
public struct Command: Sendable, Hashable, Codable {
    /// The program: an absolute path, or a name that is looked up in the PATH of the process that starts it.
    public var executable: String
    /// Its arguments, without the program's name.
    public var arguments: [String]
    /// Its environment; `nil` inherits the environment of this process.
    public var environment: [String: String]?
    /// Absolute path of the folder it starts in; `nil` means the present one.
    public var workingDirectory: String?
    /// What it reads from standard input; empty means `/dev/null`.
    public var standardInput: String

    /// Creates a command.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        workingDirectory: String? = nil, standardInput: String = ""
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.standardInput = standardInput
    }

    /// The command as a person would type it into a POSIX shell.
    public var shellText: String {
        ([executable] + arguments).map(Command.quoted).joined(separator: " ")
    }

    /// Quotes one word for a POSIX shell, when it needs that.
    public static func quoted(_ word: String) -> String {
        let harmless = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: ","),
                UInt8(ascii: "@"), UInt8(ascii: "%"):
                true
            default: false
            }
        }
        if harmless && !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
