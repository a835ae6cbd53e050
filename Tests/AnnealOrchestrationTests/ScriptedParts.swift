import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealSafety
import AnnealSpecs
import Foundation
import Synchronization

/// Does in the workspace what a closure does, and counts.
final class ScriptedExecutor: TaskExecutor {
    typealias Script = @Sendable (PlanTask, Workspace, ExecutionEnvironment) async throws -> Void
    let name = "workflow"
    private let script: Script
    /// The task whose first try leaves a check that is not met.
    private let unmet: TaskID?
    private let counts = Mutex<[TaskID: Int]>([:])
    private let seen = Mutex<[Duration?]>([])

    /// By default every task writes its files, with its own identifier as the text.
    init(
        unmet: TaskID? = nil,
        _ script: @escaping Script = { task, workspace, _ in
            for file in task.writes {
                try Data("\(task.id)\n".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + file))
            }
        }
    ) {
        self.unmet = unmet
        self.script = script
    }

    /// As by default; a second try adds a line.
    static let improving: Script = { task, workspace, environment in
        let text = "\(task.id)\n" + (environment.attempt > 1 ? "again\n" : "")
        for file in task.writes {
            try Data(text.utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + file))
        }
    }

    var executions: [TaskID: Int] { counts.withLock { $0 } }
    var timeLimits: [Duration?] { seen.withLock { $0 } }

    func execute(
        _ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment
    ) async throws -> Attempt {
        counts.withLock { $0[task.id, default: 0] += 1 }
        seen.withLock { $0.append(environment.timeLimit) }
        try await script(task, workspace, environment)
        let isUnmet = task.id == unmet && environment.attempt == 1
        return Attempt(
            executor: name, changedFiles: task.writes, candidates: 1, unmet: isUnmet ? 1 : 0)
    }
}

/// Verifies every criterion if all files are there.
struct ScriptedVerifier: RunVerifier {
    var files: [String] = []
    var regressions: [String: String] = [:]
    var checks: String?

    func baseline(of workspace: Workspace, environment: VerificationEnvironment) async throws -> Baseline {
        Baseline(suites: [Baseline.Suite(language: "python", paths: ["test_old.py"], passing: ["old"], failing: [])])
    }

    func writeChecks(
        of subject: VerificationSubject, into workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> [String] {
        guard let checks else { return [] }
        try Data("checks\n".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + checks))
        return [checks]
    }

    func verify(
        _ subject: VerificationSubject, in workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> Verification {
        let missing = files.first { !FileManager.default.fileExists(atPath: workspace.root + "/" + $0) }
        let verdict: Verdict = missing == nil ? .verified : .failed
        return Verification(
            verdicts: subject.specification.requirements.map { requirement in
                RequirementVerdict(
                    requirement: requirement.id, verdict: verdict,
                    criteria: requirement.criteria.map {
                        CriterionVerdict(criterion: $0.id, verdict: verdict, reason: missing ?? "there")
                    })
            }, regressions: regressions)
    }
}

/// A model that answers `ok`.
struct QuietModel: ChatModel {
    let name = "quiet"

    func capabilities() async throws -> ModelCapabilities {
        ModelCapabilities(contextLength: 4096, parallelSlots: 4, isLocal: true, isSmall: true)
    }

    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { continuation in
            continuation.yield(
                .finished(
                    ChatResponse(text: "ok", usage: Usage(prompt: 10, cached: 4, generated: 2, requests: 1))))
            continuation.finish()
        }
    }

    func countTokens(_ text: String) async throws -> TokenCount { TokenCount(text.utf8.count / 4) }
}

/// Runs commands as they are.
struct OpenSandbox: Sandbox {
    let name = "none"

    func run(_ command: Command, workspace: String, limits: SandboxLimits) async throws -> CommandResult {
        var command = command
        command.workingDirectory = command.workingDirectory ?? workspace
        return try await SystemProcessLauncher().run(command, timeout: limits.time, outputLimit: limits.output)
    }
}

/// Remembers decisions in memory.
final class MemoryDecisions: DecisionLog {
    private let stored = Mutex<[(Decision, Outcome?)]>([])

    func record(_ decision: Decision) async throws {
        stored.withLock { stored in
            if !stored.contains(where: { $0.0.id == decision.id }) { stored.append((decision, nil)) }
        }
    }

    func record(_ outcome: Outcome) async throws {
        stored.withLock { stored in
            for index in stored.indices where stored[index].0.id == outcome.decision { stored[index].1 = outcome }
        }
    }

    func decisions(of run: RunID) async throws -> [(Decision, Outcome?)] {
        stored.withLock { $0.filter { $0.0.run == run } }
    }
}
