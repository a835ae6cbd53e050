/// Something that a command does, as far as it can be seen.
public struct CommandEffect: Sendable, Hashable {
    /// What is done.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        // Files.
        /// Contents are read.
        case read
        /// Names or properties are read.
        case list
        /// A file is made or changed.
        case write
        /// A file or folder is removed.
        case delete
        /// Permissions, owner or attributes are changed.
        case mode

        // Programs.
        /// A program runs that is known and does no more than its other effects say.
        case run
        /// Code of the workspace runs: a build, a test, a script.
        case own
        /// What runs is not visible: a variable, a file piped to a shell, a program nobody knows.
        case opaque
        /// A program of the workspace that a tool, an option or a variable is told to run.
        case named
        /// Code from outside of the workspace and the system runs.
        case foreign
        /// Downloaded text, or text that was decoded or changed, runs.
        case fetched
        /// A variable is set that decides what other programs run or load.
        case variable

        // Network.
        /// A host is spoken to.
        case network
        /// The machine itself is spoken to.
        case loopback
        /// Software is installed or removed.
        case install
        /// Something is published or pushed.
        case publish
        /// A session on another machine is opened.
        case remote
        /// Contents of files, secrets or the environment leave the machine.
        case send
        /// A shell is given to another machine.
        case reverseShell

        // Processes and daemons.
        /// A container daemon or a cluster is asked.
        case container
        /// A daemon of the system or a program on the desktop is asked.
        case daemon
        /// A process gets a signal that is not known to be the command's own.
        case signal
        /// Every process gets a signal.
        case signalAll
        /// A process is left behind.
        case behind
        /// Processes, memory or disk are used without bound.
        case exhaust
        /// The machine is stopped.
        case halt

        // Rights and what runs later.
        /// Rights are gained, or the boundaries of the sandbox touched.
        case privilege
        /// Something is set up that runs later.
        case later
        /// The kernel, the firewall or a protection of the system is changed.
        case system
        /// A disk is formatted or overwritten.
        case disk
        /// Traces are removed.
        case traces
        /// The guard itself is turned off or changed.
        case guardSetting

        // Data.
        /// Keys, tokens or passwords are asked for.
        case credentials
        /// A helper is asked for credentials, or a secret variable is used.
        case secret
        /// The environment is shown.
        case environment
        /// Work that is nowhere else is thrown away.
        case discard
        /// The history of the repository is rewritten.
        case history
        /// A database or a server of data is used.
        case database
        /// Settings of the user are changed.
        case settings
        /// A loop has no end.
        case endless
    }

    /// How it is done.
    public struct Traits: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt16
        /// Creates traits from their bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// With all that is below a folder.
        public static let recursive = Traits(rawValue: 1)
        /// Many files that a pattern, a listing or a search names.
        public static let wholesale = Traits(rawValue: 2)
        /// Everything that there is is meant: a folder's whole contents by `*`.
        public static let contents = Traits(rawValue: 4)
        /// Permissions that let everybody write.
        public static let open = Traits(rawValue: 8)
        /// The path or host may be another one.
        public static let uncertain = Traits(rawValue: 16)
        /// A search for passwords and the like.
        public static let secrets = Traits(rawValue: 32)
    }

    /// What is done.
    public var action: Action
    /// To what: a path, a host, a program, a variable; empty where nothing can be named.
    public var target: String
    /// What kind of place the target is, where it is a path.
    public var place: Place?
    /// How.
    public var traits: Traits
    /// The program that does it, without its folder; empty for the shell itself.
    public var program: String
    /// The program's subcommand, such as `push`.
    public var subcommand: String
    /// The options that the program was given, as written, without values.
    public var options: [String]
    /// The part of the command that it comes from.
    public var range: ShellRange

    /// Creates an effect.
    public init(
        _ action: Action, target: String = "", place: Place? = nil, traits: Traits = [], program: String = "",
        subcommand: String = "", options: [String] = [], range: ShellRange
    ) {
        self.action = action
        self.target = target
        self.place = place
        self.traits = traits
        self.program = program
        self.subcommand = subcommand
        self.options = options
        self.range = range
    }
}
