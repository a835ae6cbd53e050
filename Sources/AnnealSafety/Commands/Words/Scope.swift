internal import Foundation

/// What a script knows at a point: variables, functions, the folder. A copy is a subshell.
struct Scope {
    /// Values of variables. A variable may have one of several values, where branches assign to it; a value is a list of
    /// fields, of which an ordinary variable has one.
    var variables: [String: [[Word]]] = [:]
    var functions: [String: ShellCommand] = [:]
    var aliases: [String: String] = [:]
    /// `$1`, `$2`, …; `nil` where they are not known.
    var arguments: [Word]?
    /// The current folder: absolute, or unknown.
    var folder: String
    /// The folder before the last change; `nil` before any.
    var previousFolder: String?
    /// Where symbolic links lead that the script made, by their absolute path.
    var links: [String: String] = [:]
    /// Folders that `pushd` left.
    var folders: [String] = []
    /// Whether patterns fit hidden names.
    var hasHiddenPatterns = false
    /// Whether a file was sourced whose functions are not known.
    var hasUnseenFunctions = false
    /// Names of remotes that the script itself added.
    var remotes: Set<String> = []
    /// Descriptors that are open to a host.
    var hasNetworkDescriptor = false
    /// Variables that stand for another one, `declare -n name=other`, with its name: empty as long as none was told, a
    /// stand-in where nobody knows it.
    var references: [String: String] = [:]
    /// Arrays whose elements have other numbers than their place, or names.
    var scattered: Set<String> = []
    /// What variables were before the functions that are being called declared their own; those of the innermost last.
    var locals: [[String: Local]] = []
    /// What `trap … EXIT` runs when the shell ends.
    var exitTraps: [Word] = []
    /// Values that variables had since such a trap was set: the shell may end before they get another one.
    var earlier: [String: [[Word]]] = [:]
    /// Whether `echo` may decode escapes without being told to, as that of shells other than bash does.
    var echoDecodes = false
    /// What splits unquoted expansions, where it was assigned.
    var separators: String?

    init(folder: String) { self.folder = folder }

    /// A variable before a function declared its own of that name.
    struct Local {
        var values: [[Word]]?
        var reference: String?
        /// Whether the function declares it in any case.
        var isCertain: Bool
    }
}

/// Names of variables that a script has not set.
enum KnownVariables {
    /// Numbers and names without slash or blank.
    private static let plain: Set<String> = [
        "UID", "EUID", "RANDOM", "SECONDS", "LINENO", "SRANDOM", "EPOCHSECONDS", "EPOCHREALTIME", "HOSTNAME",
        "OSTYPE", "MACHTYPE", "HOSTTYPE", "BASH_VERSION", "SHLVL", "COLUMNS", "LINES", "LANG", "LC_ALL", "LC_CTYPE",
        "TERM", "$", "?", "#", "-", "BASHPID", "BASH_SUBSHELL", "OPTIND", "NPROC", "GROUPS",
    ]

    /// What is known of a variable that the script has not set; `nil` where nothing is.
    static func text(_ name: String, places: WorkspacePlaces, folder: String) -> String? {
        switch name {
        case "HOME": return places.home
        case "PWD": return folder
        case "TMPDIR", "TMP", "TEMP", "RUNNER_TEMP": return "/tmp"
        case "USER", "LOGNAME": return places.user
        case "SHELL", "BASH": return "/bin/bash"
        case "0": return "bash"
        case "PPID": return "2"
        case "HISTFILE": return places.home + "/.bash_history"
        case "!": return Mark.jobText
        case "IFS": return " "
        case "_": return nil
        default: return plain.contains(name) ? Mark.plainText : nil
        }
    }

    private static let secretParts = [
        "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY",
        "CREDENTIAL", "AUTH_KEY", "SESSION_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "DATABASE_URL", "CONNECTION_STRING",
        "_PASS", "_PAT", "WEBHOOK_URL", "DSN",
    ]

    /// Whether a variable's name says that it holds a secret.
    static func isSecret(_ name: String) -> Bool {
        let name = name.uppercased()
        return secretParts.contains { name.contains($0) } || name.hasSuffix("_KEY")
    }
}
