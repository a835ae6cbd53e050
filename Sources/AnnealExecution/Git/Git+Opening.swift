public import AnnealFoundation
internal import Foundation

/// What the user's checkout looks like.
public struct CheckoutState: Sendable, Hashable, Codable {
    /// The branch that is checked out; `nil` when HEAD is detached.
    public var branch: String?
    /// The commit that is checked out; `nil` when there is none yet.
    public var head: String?
    /// Changed or untracked files, relative to the root; what git ignores is left out.
    public var uncommitted: [String]
    /// Paths of submodules.
    public var submodules: [String]
}

extension Git {
    /// Opens the repository that a folder belongs to.
    ///
    /// - Parameters:
    ///   - path: a folder.
    ///   - insideIsEnough: whether a folder inside of a repository stands for the repository.
    ///   - launcher: starts git.
    ///   - environment: the environment of this process.
    /// - Returns: the repository.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public static func open(
        _ path: String, insideIsEnough: Bool, launcher: any ProcessLauncher, environment: [String: String]
    ) async throws -> Git {
        let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw GitError(
                code: .notARepository, message: "there is no such folder", place: path,
                remedy: "give the repository's folder with --repo DIR")
        }
        var program = GitProgram(launcher: launcher, environment: environment)
        let found = try await program.result([
            "-C", folder, "rev-parse", "--path-format=absolute", "--is-bare-repository", "--git-common-dir",
        ])
        guard found.succeeded else { throw Git.notARepository(folder, found) }
        let lines = found.standardOutput.split(separator: "\n").map(String.init)
        guard lines.count == 2, lines[0] == "false" else {
            throw GitError(
                code: .notARepository, message: "the repository is bare: it has no files to work on", place: folder,
                remedy: "clone it, and give the clone")
        }
        let root = try await program.output(["-C", folder, "rev-parse", "--show-toplevel"])
        guard insideIsEnough || root == folder else {
            throw GitError(
                code: .notARepository, message: "the folder is a part of another repository, \(root)", place: folder,
                remedy: "give that one with --repo, or make this folder a repository of its own with --init")
        }
        program.disarming = try await disarming(folder: root, program: program)
        program.environment.merge(
            try await identity(folder: root, program: program), uniquingKeysWith: { $1 })
        return Git(root: root, commonDirectory: lines[1], program: program)
    }

    private static func notARepository(_ folder: String, _ result: CommandResult) -> GitError {
        guard result.standardError.contains("not a git repository") else {
            return GitProgram.failure(result, arguments: ["-C", folder, "rev-parse"])
        }
        return GitError(
            code: .notARepository, message: "the folder is not a git repository", place: folder,
            remedy: "give --init to make it one with a first commit of its files, or run `git init` there")
    }

    /// Options that take the programs away which the settings of the repository itself name: filters of contents and
    /// drivers of merges and differences. Those in the user's own settings stay, such as that of git-lfs.
    private static func disarming(folder: String, program: GitProgram) async throws -> [String] {
        let listed = try await program.result(["-C", folder, "config", "--list", "--show-scope", "--name-only"])
        var options: [String] = []
        for line in listed.standardOutput.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, parts[0] == "local" || parts[0] == "worktree" else { continue }
            let key = parts[1].split(separator: ".")
            guard key.count > 2, let last = key.last?.lowercased() else { continue }
            let name = parts[1].prefix(parts[1].count - last.count)
            switch (key[0].lowercased(), last) {
            case ("filter", "clean"), ("filter", "smudge"), ("filter", "process"):
                options += [name + last + "=", name + "required=false"]
            case ("merge", "driver"): options.append(name + "driver=false")
            case ("diff", "command"), ("diff", "textconv"): options.append(name + last + "=cat")
            default: break
            }
        }
        return options
    }

    /// The variables that give commits a name and an address when the user has not set both.
    private static func identity(folder: String, program: GitProgram) async throws -> [String: String] {
        func isSet(_ key: String, _ variables: [String]) async throws -> Bool {
            if variables.allSatisfy({ !(program.environment[$0] ?? "").isEmpty }) { return true }
            return try await !program.result(["-C", folder, "config", "--get", key]).standardOutput.isEmpty
        }
        let named = try await isSet("user.name", ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"])
        let addressed = try await isSet("user.email", ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"])
        if named && addressed { return [:] }
        return [
            "GIT_AUTHOR_NAME": fallbackIdentity.name, "GIT_AUTHOR_EMAIL": fallbackIdentity.email,
            "GIT_COMMITTER_NAME": fallbackIdentity.name, "GIT_COMMITTER_EMAIL": fallbackIdentity.email,
        ]
    }

    /// Makes a folder a repository of its own, when it is none, and commits its files when there is no commit yet.
    ///
    /// - Parameters:
    ///   - path: the folder; it is made when it does not exist.
    ///   - launcher: starts git.
    ///   - environment: the environment of this process.
    /// - Returns: the repository.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public static func initialize(
        _ path: String, launcher: any ProcessLauncher, environment: [String: String]
    ) async throws -> Git {
        let folder = URL(fileURLWithPath: path).standardizedFileURL.path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = GitProgram(launcher: launcher, environment: environment)
        if !FileManager.default.fileExists(atPath: folder + "/.git") {
            _ = try await program.output(["-C", folder, "init", "--quiet"])
        }
        let git = try await open(folder, insideIsEnough: false, launcher: launcher, environment: environment)
        if try await git.checkoutState().head == nil {
            _ = try await git.output(["add", "--all"])
            _ = try await git.output(["commit", "--quiet", "--no-verify", "--allow-empty", "-m", "Initial commit"])
        }
        return git
    }

    /// Looks at the user's checkout.
    ///
    /// - Returns: what is checked out and what is not committed.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func checkoutState() async throws -> CheckoutState {
        let head = try await result(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
        let branch = try await result(["symbolic-ref", "--quiet", "--short", "HEAD"])
        // Git would run itself within a submodule to see whether its files were changed, by the submodule's settings.
        let status = try await output([
            "status", "--porcelain=v1", "-z", "--untracked-files=normal", "--no-renames", "--ignore-submodules=dirty",
        ])
        let links = try await output(["ls-files", "-z", "--stage"]).split(separator: "\0").filter {
            $0.hasPrefix("160000 ")
        }
        return CheckoutState(
            branch: branch.succeeded ? GitProgram.withoutLineBreak(branch.standardOutput) : nil,
            head: head.succeeded ? GitProgram.withoutLineBreak(head.standardOutput) : nil,
            uncommitted: status.split(separator: "\0").map { String($0.dropFirst(3)) },
            submodules: links.compactMap { $0.split(separator: "\t", maxSplits: 1).last.map(String.init) })
    }
}
