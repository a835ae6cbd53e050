import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealSpecs
import ArgumentParser
import Foundation

/// `anneal resume [RUN]`: goes on with a run.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a run that was stopped or killed.",
        discussion: """
            What is done is not done again, and an answer of the model that has arrived is not asked for again. A \
            budget that was spent has to be given anew, larger.
            """)

    @Argument(help: "The run, or a part of its identifier; the newest of the repository when not given.")
    var name: String?
    @Option(help: "The repository whose newest run is meant.") var repo = "."
    @OptionGroup var budget: BudgetOptions
    @OptionGroup var traffic: TrafficOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await reportingErrors(json: traffic.json) {
            let desk = try RunDesk()
            let run = try await desk.find(name, repo: repo)
            let state = try desk.catalogue.state(of: run)
            let git = try await desk.repository(of: run)
            var flags = state.request.flags
            for more in [options.flags, budget.flags, try traffic.flags] { flags.merge(more, uniquingKeysWith: { $1 }) }
            let settings = try options.settings(repository: git.root, more: flags)
            let limits = try RunAssembly.budget(settings)
            noteChanges(of: state.request.specification)
            let assembly = RunAssembly(desk: desk, git: git, settings: settings, traffic: traffic)
            return try await assembly.work(
                on: run, specification: state.request.specification, budget: limits, before: state
            ) { parts in
                try Orchestrator.resume(run, parts: parts, budget: limits)
            }
        }
    }

    /// A run goes on with the specification that it began with.
    private func noteChanges(of specification: SpecDocument) {
        guard let now = try? SpecDocument.read(path: specification.path), now.digest != specification.digest else {
            return
        }
        Terminal.note(
            "\(specification.path) was changed since the run began: it goes on with the specification as it was")
    }
}
