internal import AnnealContext
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealTelemetry
internal import Foundation

/// One try at a task: makes its worktree, has the executor work there, and stores what it left.
struct TaskWork: Sendable {
    /// How a try ended.
    enum Ending: Sendable {
        /// The executor was done.
        case done
        /// It was cut short, and what it left until then counts.
        case cutShort(String)
        /// The model failed at this task only.
        case failed(String)
        /// A budget of tokens or money is spent.
        case budgetSpent(String)
    }

    /// A try that ended.
    struct Outcome: Sendable {
        var task: TaskID
        var ending: Ending
        var attempt: Attempt
        var tree: String
        /// Where it holds secrets that were not there before, in words.
        var secrets: [String] = []
    }

    let task: PlanTask
    let start: TaskStart
    let executor: any TaskExecutor
    let environment: ExecutionEnvironment
    let meter: UsageMeter
    /// What its commands use.
    let account: TaskMeter
    let git: Git
    let exclusions: String
    let worktree: Worktree
    /// Finds secrets in what it leaves.
    let scanner: SecretScanner
    /// When it is cut short: somewhat later than the executor is told to end by itself.
    let deadline: ContinuousClock.Instant?
    /// The task's span, where a trace is made.
    let span: RecordingSpan?
    /// Makes the spans of what lies in it.
    let tracer: RunTracer?

    func run() async throws -> Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        let workspace = Workspace(root: worktree.path, base: start.base)
        var attempt: Attempt?
        var ending = Ending.done
        do {
            attempt = try await Deadline.run(until: deadline) {
                try await executor.execute(task, in: workspace, environment: environment)
            }
            if attempt == nil { ending = .cutShort("it was cut short when its time was up") }
        } catch let error as ModelError {
            if error.code == .budgetSpent {
                ending = .budgetSpent(error.message)
            } else if error.concernsOneRequest {
                ending = .failed(error.message)
            } else {
                throw error
            }
        }
        try Task.checkCancellation()
        var result = attempt ?? Attempt(executor: executor.name)
        result.usage = meter.usage
        if attempt == nil { result.duration = clock.now - began }
        switch ending {
        case .done: break
        case .cutShort(let reason), .failed(let reason), .budgetSpent(let reason): result.notes.append(reason)
        }
        let tests = result.generatedTests.map(\.path)
        let screen = TreeScreen(
            planned: Set(task.writes + tests), approved: approvedFiles(),
            keepsDependencies: environment.watch.level(of: task.id.description) == .injected)
        let stored = try await git.storeTree(
            of: worktree, base: start.base, screen: screen, exclusions: exclusions,
            always: task.writes + result.changedFiles + tests)
        let tree = stored.tree
        result.notes += try environment.gate.record(stored.takenOut, task: task.id.description)
        result.changedFiles.removeAll { path in stored.takenOut.contains { $0.path == path } }
        if attempt == nil { result.changedFiles = try await git.changedFiles(from: start.base, to: tree) }
        result.use = account.use(leaving: result.changedFiles, in: worktree.path)
        let secrets = await Orchestrator.newSecrets(
            in: try await git.changedFiles(from: start.base, to: tree), root: worktree.path,
            specification: environment.specification, scanner: scanner
        ) { path in try? await git.text(of: path, in: start.base) }
        return Outcome(task: task.id, ending: ending, attempt: result, tree: tree, secrets: secrets)
    }

    /// Protected files of the worktree that hold what a person agreed to, and not what a command made of them since.
    private func approvedFiles() -> Set<String> {
        let approved = environment.gate.approvedWrites(of: task.id.description)
        guard !approved.isEmpty, let folder = try? WorkspaceFolder(root: worktree.path) else { return [] }
        let held = approved.filter { path, contents in
            guard let place = try? WorkspaceRelativePath(path, in: worktree.path) else { return false }
            do throws(FileRefusal) {
                let bytes = try folder.read(place)
                return contents.contains(ContentDigest(of: bytes))
            } catch {
                return error.code == .missing && contents.contains(nil)
            }
        }
        return Set(held.keys)
    }
}
