import AnnealDecisions
import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import AnnealTesting
import Foundation
import Synchronization

/// A temporary repository and state folder, and runs with executors that follow a script.
struct RunFixture: Sendable {
    let folder: URL
    let environment: [String: String]
    let launcher = SystemProcessLauncher()

    var repository: String { folder.appending(path: "repo").path }
    var directories: StateDirectories { StateDirectories(environment: environment) }

    init(folder: URL) {
        self.folder = folder
        environment = [
            "HOME": folder.appending(path: "home").path, "ANNEAL_HOME": folder.appending(path: "anneal").path,
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    /// Makes the repository with one commit that holds these files.
    func makeRepository(_ files: [String: String] = ["README.md": "# Test\n"]) async throws {
        try FileManager.default.createDirectory(atPath: repository, withIntermediateDirectories: true)
        try await git("init", "-q", "-b", "main")
        for (path, text) in files { try write(path, text) }
        if !files.isEmpty { try await commitAll("Start") }
    }

    func commitAll(_ message: String) async throws {
        try await git("add", "-A")
        try await git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "-q", "-m", message)
    }

    func write(_ path: String, _ text: String) throws {
        let file = URL(fileURLWithPath: repository + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ path: String) -> String? { try? String(contentsOfFile: repository + "/" + path, encoding: .utf8) }

    /// Runs git in the repository and gives its output.
    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let result = try await launcher.run(
            Command("git", ["-C", repository] + arguments, environment: environment))
        guard result.succeeded else { throw FixtureError(text: result.standardError) }
        return result.standardOutput.trimmingCharacters(in: .newlines)
    }

    func open() async throws -> Git {
        try await Git.open(repository, insideIsEnough: false, launcher: launcher, environment: environment)
    }

    func journal(crash: CrashPoint? = nil) throws -> RunJournal {
        try RunJournal(at: directories.database, crash: crash)
    }

    func control() throws -> RunControl { RunControl(journal: try journal(), directories: directories) }

    /// The parts of a run.
    func parts(
        run: RunID, executor: any TaskExecutor, verifier: any RunVerifier = ScriptedVerifier(), plan: Plan? = nil,
        decisions: MemoryDecisions = MemoryDecisions(), heard: Heard = Heard(), crash: CrashPoint? = nil
    ) async throws -> RunParts {
        let events = EventBus(run: run)
        events.listen { heard.take($0) }
        return RunParts(
            model: QuietModel(), sandbox: OpenSandbox(), executors: ["workflow": executor], verifier: verifier,
            planning: { environment in
                heard.countPlan()
                return plan ?? Plan.writing(["a.txt"], specification: environment.specification)
            }, decisions: decisions, journal: try journal(crash: crash), git: try await open(),
            directories: directories,
            events: events)
    }

    /// Runs a plan to its end.
    func run(
        _ run: RunID = "run-1", plan: Plan, executor: any TaskExecutor, verifier: any RunVerifier = ScriptedVerifier(),
        budget: Budget = .unlimited, accept: Bool = false, parallel: Int = 1, heard: Heard = Heard()
    ) async throws -> Orchestrator.Result {
        let request = RunRequest(
            specification: .sample, plan: plan, budget: budget, acceptsAtEnd: accept, parallel: parallel)
        let parts = try await parts(run: run, executor: executor, verifier: verifier, heard: heard)
        return try await Orchestrator.begin(run, request: request, parts: parts).work()
    }

    /// Worktrees besides the user's checkout, and branches besides `main`.
    func leftovers() async throws -> [String] {
        let worktrees = try await git("worktree", "list", "--porcelain").split(separator: "\n")
            .filter { $0.hasPrefix("worktree ") }.map(String.init).dropFirst()
        let folders = FileManager.default.enumerator(atPath: directories.runs.path)?.compactMap { $0 as? String } ?? []
        return worktrees + folders.filter { $0.contains("worktrees") }
    }
}

struct FixtureError: Error { var text: String }

/// What was told on the bus.
final class Heard: Sendable {
    private let events = Mutex<[RunEvent]>([])
    private let plans = Mutex(0)
    var all: [RunEvent] { events.withLock { $0 } }
    var types: [String] { all.map(\.type) }
    var planCount: Int { plans.withLock { $0 } }
    func take(_ event: RunEvent) { events.withLock { $0.append(event) } }
    func countPlan() { plans.withLock { $0 += 1 } }
}

extension SpecDocument {
    static let sample = SpecDocument(
        title: "Sample", format: .markdown, path: "spec.md", digest: ContentDigest(of: "sample"),
        requirements: [
            Requirement(
                id: "R1", fingerprint: ContentDigest(of: "R1"), title: "First", text: "First",
                criteria: [
                    Criterion(id: "R1.1", text: "It is there", form: .statement, location: SourceLocation(line: 1))
                ], location: SourceLocation(line: 1))
        ])
}

extension Plan {
    /// A plan with one task a file.
    static func writing(
        _ files: [String], specification: SpecDocument = .sample, chained: Bool = true, effort: [Double] = []
    ) -> Plan {
        let tasks = files.enumerated().map { index, file in
            PlanTask(
                id: TaskID("T00\(index + 1)"), title: "Write \(file)", requirements: ["R1"], criteria: ["R1.1"],
                writes: [file], dependsOn: chained && index > 0 ? [TaskID("T00\(index)")] : [],
                effort: index < effort.count ? effort[index] : 1)
        }
        return Plan(
            specification: specification.digest, understanding: Understanding(), strategy: .sequential,
            strategyReason: "test", graph: TaskGraph(tasks: tasks))
    }
}
