internal import AnnealFoundation

/// A repository, worked on with the `git` program.
///
/// The user's hooks are never run, nothing is signed, and no command ever asks a question. Variables such as `GIT_DIR`
/// that a surrounding hook may have set are not passed on.
public struct Git: Sendable {
    /// Absolute path of the repository's root, the user's checkout.
    public let root: String
    /// Absolute path of the folder that all worktrees share, usually `ROOT/.git`.
    public let commonDirectory: String
    /// The name and address that commits get when the user has not set any.
    public static let fallbackIdentity = (name: "Anneal", email: "anneal@localhost")

    let program: GitProgram

    init(root: String, commonDirectory: String, program: GitProgram) {
        self.root = root
        self.commonDirectory = commonDirectory
        self.program = program
    }

    /// Runs git in the user's checkout and gives its output without the last line break.
    func output(
        _ arguments: [String], input: String = "", variables: [String: String] = [:]
    ) async throws -> String {
        try await program.output(["-C", root] + arguments, input: input, variables: variables)
    }

    /// Runs git in the user's checkout; a status other than 0 is a result.
    func result(
        _ arguments: [String], input: String = "", variables: [String: String] = [:]
    ) async throws -> CommandResult {
        try await program.result(["-C", root] + arguments, input: input, variables: variables)
    }
}

/// The `git` program with the options and variables that every call gets.
struct GitProgram: Sendable {
    static let options = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.quotePath=false", "commit.gpgSign=false",
        "gc.auto=0", "maintenance.auto=false", "rerere.enabled=false", "merge.autoStash=false",
        "advice.detachedHead=false", "submodule.recurse=false", "diff.ignoreSubmodules=dirty",
        "init.defaultBranch=main",
    ]

    let launcher: any ProcessLauncher
    var environment: [String: String]
    /// Further options of every call, which take programs away that the repository's own settings name.
    var disarming: [String] = []

    init(launcher: any ProcessLauncher, environment: [String: String]) {
        self.launcher = launcher
        let misleading = [
            "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE",
            "GIT_PREFIX", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
            "GIT_EXTERNAL_DIFF", "GIT_REFLOG_ACTION",
        ]
        var variables = environment.filter { !misleading.contains($0.key) }
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GIT_OPTIONAL_LOCKS"] = "0"
        variables["GIT_EDITOR"] = "true"
        variables["GIT_MERGE_AUTOEDIT"] = "no"
        variables["LC_ALL"] = "C"
        self.environment = variables
    }

    func result(
        _ arguments: [String], input: String = "", variables: [String: String] = [:]
    ) async throws -> CommandResult {
        let command = Command(
            "git", (Self.options + disarming).flatMap { ["-c", $0] } + arguments,
            environment: environment.merging(variables, uniquingKeysWith: { $1 }), standardInput: input)
        return try await launcher.run(command, timeout: .seconds(300), outputLimit: 64 << 20)
    }

    func output(
        _ arguments: [String], input: String = "", variables: [String: String] = [:]
    ) async throws -> String {
        let result = try await result(arguments, input: input, variables: variables)
        guard result.succeeded else { throw GitProgram.failure(result, arguments: arguments) }
        return GitProgram.withoutLineBreak(result.standardOutput)
    }

    /// The error for a call that ended badly.
    static func failure(_ result: CommandResult, arguments: [String]) -> GitError {
        var words = arguments[...]
        while let word = words.first, ["-C", "-c", "--git-dir", "--work-tree"].contains(word) {
            words = words.dropFirst(2)
        }
        let folder = arguments.first == "-C" ? arguments.dropFirst().first : nil
        let said = result.standardError.split(separator: "\n").filter { !$0.hasPrefix("hint:") }.prefix(4)
            .joined(separator: "; ")
        let reason = said.isEmpty ? "status \(result.shellStatus)" : said
        if reason.contains("dubious ownership") {
            return GitError(
                code: .notARepository, message: "git does not trust the repository: another user owns it",
                place: folder, remedy: "git config --global --add safe.directory \(folder ?? "DIR")")
        }
        let lock = reason.contains(".lock': File exists")
        return GitError(
            code: .failed, message: "git \(words.first ?? "") failed: \(reason)", place: folder,
            remedy: lock
                ? "another git command is at work; if none is, remove the lock file that the message names"
                : "run `git status` in the repository to see its state")
    }

    static func withoutLineBreak(_ text: String) -> String {
        text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
