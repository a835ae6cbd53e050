import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealSafety
import ArgumentParser
import Foundation

/// `anneal learn record SUITE`: the outcomes of every arm on every task.
struct LearnRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Try every way of working on every task of a suite once, and keep what came of it.",
        discussion: """
            A case is a run of its own (as `anneal run` makes it) in a folder of its own, then the task's hidden tests in \
            the sandbox. Each outcome is on disk before the next case begins; --resume goes on after an interruption, and \
            several processes may record into one file. Policies are trained and compared on the file without asking a \
            model again. --base-url may be given for each model: small=URL and large=URL; without an address the local \
            models are started.
            """)

    @Argument(help: "The suite: a task, as a JSON object, on each line.") var suite: String
    @Option(help: "Ways of working, with commas, or all.") var arms = "all"
    @Option(help: "Where outcomes are kept; the suite's name with .outcomes.jsonl, in the state folder, when left out.")
    var into: String?
    @Option(help: "The address of the models: URL, small=URL or large=URL; may be given several times.")
    var baseUrl: [String] = []
    @Option(help: "The models' names at that address, where it serves several: NAME, small=NAME or large=NAME.")
    var model: [String] = []
    @Option(help: "What a case may take, such as 90s or 4m.") var budgetTime = "240s"
    @Option(help: "Of the order of tasks and of sampling.") var seed: UInt64 = 1
    @Option(help: "Record as many cases at most.") var limit: Int?
    @Option(
        help: """
            A file with the models' speeds: seconds are reckoned from tokens instead of taken from the clock, so that \
            what works beside the recording does not count.
            """)
    var speeds: String?
    @Option(help: "Cases at the same time, with --speeds; the server should have four slots for each.") var jobs = 1
    @Option(name: .customLong("set"), help: "A setting of every case, KEY=VALUE; may be given several times.")
    var settings: [String] = []
    @Flag(help: "Go on with the outcomes that are there.") var resume = false
    @Flag(help: "Run no model: see that references pass the hidden tests, and what a task begins with does not.")
    var check = false
    @Flag(help: "Run commands without a sandbox: only where nothing can be harmed.") var noSandbox = false
    @Flag(help: "One JSON object an outcome.") var json = false

    func validate() throws {
        guard let time = Duration(written: budgetTime), time >= .seconds(1) else {
            throw ValidationError("--budget-time takes a length of time such as 90s or 4m")
        }
        if let limit, limit < 1 { throw ValidationError("--limit takes a number above 0") }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64") }
        guard jobs == 1 || speeds != nil || check else {
            throw ValidationError(
                "--jobs needs --speeds: on the clock, cases that run at the same time would pay for each other")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let watch = SignalWatch()
            return try await watch.watch(advice: "the same command with --resume goes on") {
                try await work()
            }
        }
    }

    private func work() async throws -> AnnealFoundation.ExitCode {
        let environment = ProcessInfo.processInfo.environment
        let tasks = try TaskSuite(path: suite)
        let arms = try SelectionArm.named(arms)
        let sandbox: any Sandbox =
            noSandbox
            ? UnconfinedSandbox(launcher: SystemProcessLauncher(), environment: environment)
            : try await SystemSandbox.probe(launcher: SystemProcessLauncher(), environment: environment)
        let tests = HiddenTests(sandbox: sandbox)
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-record-\(ProcessInfo.processInfo.processIdentifier)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        if check { return try await checkSuite(tasks, tests: tests, folder: folder.path) }
        let file = OutcomeFile(path: place(StateDirectories(environment: environment)))
        try prepare(file)
        let speeds = try speeds.map { try speedsOfAll(arms, in: $0) } ?? [:]
        let recorder = OutcomeRecorder(
            suite: tasks, arms: arms, addresses: try await addresses(of: arms),
            modelNames: try ArmModelOption(model, option: "--model"), file: file, tests: tests, seed: seed,
            budget: Duration(written: budgetTime) ?? .seconds(240), folder: folder,
            flags: settings.flatMap { ["--set", $0] } + (noSandbox ? ["--no-sandbox"] : []), speeds: speeds, jobs: jobs)
        let result = try await recorder.record(limit: limit) { try tell($0) }
        for failure in result.failures { Terminal.note("no outcome: \(failure)") }
        if !json {
            Terminal.result("\(result.recorded) outcomes recorded, \(result.known) were there: \(file.path)")
        }
        return result.failures.isEmpty ? .verified : .failure
    }

    private func place(_ directories: StateDirectories) -> String {
        if let into { return into }
        let name = URL(fileURLWithPath: suite).deletingPathExtension().lastPathComponent
        return directories.state.appending(path: "learning/outcomes/\(name).outcomes.jsonl").path
    }

    /// Outcomes that are there are only gone on with when that was asked for.
    private func prepare(_ file: OutcomeFile) throws {
        let contents = try file.read()
        guard resume || (contents.outcomes.isEmpty && !contents.hasTornEnd) else {
            throw SuiteError(
                message: "there are \(contents.outcomes.count) outcomes already", place: file.path,
                remedy: "give --resume to go on with them, or another file with --into", exitCode: .usage)
        }
        if let other = contents.outcomes.first(where: { ($0.isReckoned ?? false) != (speeds != nil) }) {
            let kind = speeds == nil ? "reckoned" : "of the clock"
            throw SuiteError(
                message: "the seconds of \(other.task) with \(other.arm) are \(kind)", place: file.path,
                remedy: "go on \(speeds == nil ? "with" : "without") --speeds, or into another file", exitCode: .usage)
        }
        if contents.hasTornEnd { try file.mendEnd() }
    }

    /// The speeds of a file, which has to know every model of the arms.
    private func speedsOfAll(_ arms: [SelectionArm], in path: String) throws -> [String: ModelSpeed] {
        let speeds = try ModelSpeed.read(path)
        if let arm = arms.first(where: { speeds[$0.model] == nil }) {
            throw SuiteError(
                message: "the speed of '\(arm.model)', which \(arm.name) uses, is missing", place: path,
                remedy: "add it, or leave out the arm", exitCode: .usage)
        }
        return speeds
    }

    /// Where each model of the arms is served: as given, or by the local models, which are started.
    private func addresses(of arms: [SelectionArm]) async throws -> [String: String] {
        let given = try ArmModelOption(baseUrl, option: "--base-url")
        var addresses: [String: String] = [:]
        for model in Set(arms.map(\.model)).sorted() {
            if let address = given[model] {
                addresses[model] = address
                continue
            }
            let settings = try SettingsOptions.parse([]).settings(repository: nil)
            let display = LocalProgressDisplay(json: json)
            addresses[model] = try await localRuntime(settings).ensureServing(model: model) { display.show($0) }.baseURL
            display.end()
        }
        return addresses
    }

    private func tell(_ progress: OutcomeRecorder.Progress) throws {
        let outcome = progress.outcome
        guard !json else {
            return try Terminal.result([
                "type": "outcome", "done": .int(progress.done), "total": .int(progress.total),
                "outcome": JSONValue(encoding: outcome),
            ])
        }
        Terminal.note(
            "\(progress.done)/\(progress.total) \(outcome.task) \(outcome.arm): "
                + "\(outcome.isSolved ? "solved" : "not solved"), \(outcome.passesOwnChecks ? "own checks passed" : "own checks not passed"), "
                + "\(outcome.tokens) tokens, \(Int(outcome.seconds)) s")
    }

    private func checkSuite(
        _ suite: TaskSuite, tests: HiddenTests, folder: String
    ) async throws -> AnnealFoundation.ExitCode {
        var faults = 0
        for task in suite.tasks {
            guard let fault = try await tests.fault(of: task, in: folder + "/\(task.id)") else { continue }
            faults += 1
            Terminal.note("\(task.id): \(fault)")
        }
        if json {
            try Terminal.result(["type": "check", "tasks": .int(suite.tasks.count), "faults": .int(faults)])
        } else {
            Terminal.result("\(suite.tasks.count) tasks, \(faults) with a fault")
        }
        return faults == 0 ? .verified : .failure
    }
}
