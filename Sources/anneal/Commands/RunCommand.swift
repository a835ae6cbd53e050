import AnnealContext
import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import AnnealPlanning
import AnnealSpecs
import ArgumentParser
import Foundation

/// `anneal run SPEC --repo DIR`: the main job.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make what a specification asks for, on a branch of its own, and verify it.",
        discussion: """
            The checkout is not touched before the run is accepted. Stopped or killed, it goes on with `anneal \
            resume`. Where the guard wants an answer, the person at the terminal is asked; where nobody is there, it \
            is refused. Exit codes: 0 every requirement is verified, 2 not every one, 3 not every one, and something \
            was refused that a person may allow with --allow, 4 a budget was spent, 5 no sandbox, 6 the model \
            failed, 65 the input cannot be used.
            """)

    @Argument(help: "The specification: a Markdown file or an OpenSpec change folder.") var spec: String
    @Option(help: "The repository to work in.") var repo: String?
    @Option(help: "Obey this plan, as `anneal plan --json` prints it.") var plan: String?
    @Flag(help: "Merge the result into the checked-out branch at the end, verified or not.") var accept = false
    @Flag(name: .customLong("init"), help: "Make the folder a git repository with a first commit when it is none.")
    var initialize = false
    @Option(help: "workflow, tool-loop or auto.") var executor: String?
    @Option(help: "Makes sampling repeatable.") var seed: UInt64?
    @OptionGroup var budget: BudgetOptions
    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: traffic.json) {
            let desk = try RunDesk()
            let document = try SpecDocument.read(path: spec)
            var given: Plan?
            if let plan {
                given = try Plan.read(path: plan)
                try given?.graph.validate()
            }
            let git = try await repository(desk)
            let project = try await Project.scan(root: git.root, specification: document)
            let specification = document.addingExamples(likeCallsOf: project)
            var flags = try traffic.flags.merging(budget.flags, uniquingKeysWith: { $1 })
            flags["run.executor"] = executor
            flags["run.seed"] = seed.map(String.init)
            flags.merge(options.flags, uniquingKeysWith: { $1 })
            let settings = try options.settings(repository: git.root, more: flags)
            let request = RunRequest(
                specification: specification, plan: given, budget: try RunAssembly.budget(settings),
                acceptsAtEnd: accept, parallel: settings.integer("run.parallel"),
                seed: UInt64(clamping: settings.integer("run.seed") ?? 0), settings: RunAssembly.values(settings),
                flags: flags)
            let assembly = RunAssembly(desk: desk, git: git, settings: settings, traffic: traffic)
            let run = RunAssembly.newIdentifier()
            return try await assembly.work(on: run, specification: specification, budget: request.budget) { parts in
                try await Orchestrator.begin(run, request: request, parts: parts)
            }
        }
    }

    /// The repository to work in, made when that was asked for.
    private func repository(_ desk: RunDesk) async throws -> Git {
        if initialize {
            return try await Git.initialize(
                repo ?? ".", launcher: desk.launcher, environment: desk.environment)
        }
        return try await Git.open(
            repo ?? ".", insideIsEnough: repo == nil, launcher: desk.launcher, environment: desk.environment)
    }
}
