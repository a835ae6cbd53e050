import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// A small specification, a repository and a model that answers by a script, for runs of the real binary.
struct RunScene: Sendable {
    /// What is there when a run is over.
    struct Outcome: Hashable {
        var tree: String
        var tasks: [String]
        var branches: [String]
        var worktrees: Int
    }

    let folder: URL
    let program: BuiltProgram
    let server: MockModelServer

    var repository: String { folder.appending(path: "repo").path }
    var specification: String { folder.appending(path: "spec.md").path }

    init(folder: URL, server: MockModelServer) async throws {
        self.folder = folder
        self.server = server
        program = try BuiltProgram(home: folder.appending(path: "home"))
        try FileManager.default.createDirectory(atPath: repository, withIntermediateDirectories: true)
        try Data(Self.text.utf8).write(to: URL(fileURLWithPath: specification))
        try await program.git("init", "-q", "-b", "main", in: repository)
        try Data("# Numbers\n".utf8).write(to: URL(fileURLWithPath: repository + "/README.md"))
        try await program.git("add", "-A", in: repository)
        try await program.git(
            "-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "Start", in: repository)
    }

    /// Two functions; the model gets the first one wrong at first.
    static let text = """
        # Numbers

        A Python module `numbers_of_ours.py` in the repository root.

        ## Requirements

        ### R1 Double
        `double_of(number: int) -> int` returns twice the number.

        - `double_of(4)` returns `8`.
        - `double_of(-1)` returns `-2`.

        ### R2 Triple
        `triple_of(number: int) -> int` returns three times the number.

        - `triple_of(4)` returns `12`.

        """

    static let script = ModelScript(rules: [
        ModelScript.Rule(
            match: "(?:with|Write) `double_of",
            answers: [
                ScriptedAnswer("def double_of(number: int) -> int:\n    return number + 4\n"),
                ScriptedAnswer("def double_of(number: int) -> int:\n    return number * 2\n"),
            ]),
        ModelScript.Rule(
            match: "not right yet",
            answers: [ScriptedAnswer("def double_of(number: int) -> int:\n    return number * 2\n")]),
        ModelScript.Rule(
            match: "(?:with|Write) `triple_of",
            answers: [ScriptedAnswer("def triple_of(number: int) -> int:\n    return number * 3\n")]),
    ])

    /// The command line of the run.
    var arguments: [String] {
        [
            "run", specification, "--repo", repository, "--accept", "--json", "--no-sandbox", "--base-url", server.url,
            "--set", "workflow.confirm=false",
        ]
    }

    var questions: Int { server.requests.filter { $0.path.hasSuffix("/chat/completions") }.count }

    func outcome() async throws -> Outcome {
        let tasks = try await program.git(
            "log", "--reverse", "--format=%(trailers:key=Anneal-Task,valueonly,separator=%x2C)", in: repository)
        return Outcome(
            tree: try await program.git("rev-parse", "HEAD^{tree}", in: repository),
            tasks: tasks.split(separator: "\n").map(String.init),
            branches: try await program.git("branch", "--format=%(refname:short)", in: repository)
                .split(separator: "\n").map(String.init),
            worktrees: try await program.git("worktree", "list", in: repository).split(separator: "\n").count)
    }

    /// Processes that still work in the run's folders. Only Linux tells.
    func leftoverProcesses() -> [String] {
        let files = FileManager.default
        let root = folder.resolvingSymlinksInPath().path
        return ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }.filter { process in
            (try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"))?.hasPrefix(root) == true
        }
    }

    /// The last line of the events.
    func lastEvent(_ result: CommandResult) throws -> JSONValue {
        let line = try #require(result.standardOutput.split(separator: "\n").last.map(String.init))
        return try JSONValue(parsing: line)
    }
}

/// A scene with a server that serves while the closure runs.
func withRunScene<Result: Sendable>(
    script: ModelScript = RunScene.script, _ body: @Sendable (RunScene) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder { folder in
        let server = try await MockModelServer(script)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.serve() }
            defer { group.cancelAll() }
            return try await body(RunScene(folder: folder, server: server))
        }
    }
}
