import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealSafety
import AnnealSpecs
import Foundation

/// One arm on one task: `anneal run` as a program of its own, in a folder of its own, then the hidden tests.
///
/// A program of its own, because then a case uses exactly what a person's run uses, and one that crashes or hangs does not
/// take the recording with it.
struct SuiteCase: Sendable {
    let task: SuiteTask
    let arm: SelectionArm
    /// The address of the arm's model.
    let address: String
    /// The name by which the server knows it; `nil` where it serves only one.
    let modelName: String?
    /// Of sampling.
    let seed: UInt64
    /// What the run may take on the clock.
    let budget: Duration
    /// Absolute path of a folder that is made anew and removed.
    let folder: URL
    /// Runs the hidden tests.
    let tests: HiddenTests
    /// The settings of every case, such as those of the sandbox.
    let flags: [String]
    /// Of the arm's model, where seconds are reckoned from tokens.
    let speed: ModelSpeed?

    /// How long a run may go on after its time before it is killed.
    private static let grace = Duration.seconds(60)

    /// Works on the task and judges the result.
    ///
    /// - Returns: what came of it.
    /// - Throws: `CaseFailure` when nothing can be learned from it; `SandboxError`, `ProcessError`, `CancellationError`.
    func record() async throws -> ArmOutcome {
        let files = FileManager.default
        try? files.removeItem(at: folder)
        let repository = folder.appending(path: "repo").path
        try files.createDirectory(atPath: repository, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        for (path, text) in task.files {
            let file = URL(fileURLWithPath: repository + "/" + path)
            try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let specification = folder.appending(path: "spec.md")
        try Data(task.spec.utf8).write(to: specification)
        let document = try SpecDocument(parsing: task.spec, path: "spec.md")
        let features = TaskFeatures.of(document)
        let result = try await run(specification.path, in: repository)
        let report = CaseReport(
            lines: result.standardOutput, elapsed: result.duration.seconds, speed: speed)
        try check(result, report)
        let verdict = try await tests.judge(folder: repository, task: task)
        return ArmOutcome(
            task: task, arm: arm.name, features: features, isSolved: verdict.isSolved, verified: report.verified,
            criteria: report.criteria.all, criteriaVerified: report.criteria.verified,
            criteriaFailed: report.criteria.failed, promptTokens: report.promptTokens,
            generatedTokens: report.generatedTokens,
            seconds: report.seconds ?? result.duration.seconds, modelSeconds: report.modelSeconds,
            isReckoned: speed == nil ? nil : true, requests: report.requests, exitCode: Int(result.shellStatus),
            model: report.model, seed: seed,
            version: AnnealVersion.text, time: Date())
    }

    private func run(_ specification: String, in repository: String) async throws -> CommandResult {
        var arguments = [
            "run", specification, "--repo", repository, "--init", "--accept", "--json", "--base-url", address, "--seed",
            "\(seed)", "--budget-time", "\(Int(budget.seconds))s",
        ]
        if let modelName { arguments += ["--model", modelName] }
        // What the arm sets comes last and counts.
        arguments += flags + arm.settings.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ANNEAL_") }
        environment["ANNEAL_HOME"] = folder.appending(path: "home").path
        return try await SystemProcessLauncher().run(
            Command(
                Confinement.running ?? "anneal", arguments, environment: environment, workingDirectory: folder.path),
            timeout: budget + Self.grace, outputLimit: 64 << 20)
    }

    /// A run that could not begin, or lost its model, tells nothing of the arm.
    private func check(_ result: CommandResult, _ report: CaseReport) throws {
        guard !Self.isTelling(result, report) else { return }
        throw CaseFailure(
            message: "\(task.id) with \(arm.name): "
                + (report.error ?? "the run ended with status \(result.shellStatus)"),
            place: address, exitCode: AnnealFoundation.ExitCode(rawValue: result.shellStatus) ?? .failure)
    }

    /// Whether a run came to an end that says something of the arm.
    static func isTelling(_ result: CommandResult, _ report: CaseReport) -> Bool {
        switch AnnealFoundation.ExitCode(rawValue: result.shellStatus) {
        case .verified, .criteriaNotMet, .budgetSpent: true
        // Something was refused on the way, and the result is merged all the same; with an error it is not.
        case .needsPerson: report.error == nil
        case nil: result.ending == .timedOut
        default: false
        }
    }
}

/// A case from which nothing can be learned.
struct CaseFailure: DescribedError {
    var message: String
    var place: String?
    var remedy: String? = "what was recorded is kept: mend the cause and go on with --resume"
    var exitCode: AnnealFoundation.ExitCode

    /// Whether other cases will fail in the same way.
    var isFinal: Bool {
        [.modelFailed, .refused, .badConfiguration, .usage, .interrupted, .terminated].contains(exitCode)
    }
}
