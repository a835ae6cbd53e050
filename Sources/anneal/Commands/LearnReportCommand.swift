import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import ArgumentParser
import Foundation

/// `anneal learn report [MATRIX]`: curves and tables of what was learned, as one HTML page.
struct LearnReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Draw how selection gets better with outcomes, as an HTML page.",
        discussion: """
            Reward, tokens for each solved task and regret on held-out tasks, over the number of outcomes that were learned \
            from: learned ways beside each fixed arm, the best fixed arm in hindsight and the oracle, with bands over seeds; \
            then the comparison of `anneal learn evaluate`, who is in charge, and every change of that.
            """)

    @Argument(help: "Outcomes; all that were recorded on this machine when left out.") var matrix: String?
    @Option(help: "The page; learning.html here when left out.") var output = "learning.html"
    @Option(help: "Arms to take, with commas; all that were recorded when left out.") var arms: String?
    @Option(help: "Seeds of the curves, and splits of the comparison.") var seeds = 10
    @Option(help: "Ways of choosing to leave out, with commas.") var without = "DQN"
    @Option(help: "Decisions of the training of DQN.") var steps = 4_000
    @Flag(help: "The curves and the comparison as one JSON object, beside the page.") var json = false

    func validate() throws {
        guard seeds > 1, steps >= 100 else { throw ValidationError("--seeds is above 1, --steps at least 100") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let read = try LearningData.outcomes(matrix)
            let source = read.place
            let matrix = try LearningData.matrix(of: read, arms: arms)
            let learners = LearningData.learners(steps: steps, without: without)
            let (evaluation, curve) = try LearningInput.checked {
                (
                    try SelectionEvaluation(matrix, learners: learners, splits: seeds),
                    try LearningCurve(matrix, learners: learners, seeds: seeds) {
                        Terminal.note("seed \($0) of \(seeds)")
                    }
                )
            }
            let store = PolicyStore(StateDirectories(environment: ProcessInfo.processInfo.environment))
            let policies = try store.points.flatMap { point in
                try store.versions(of: point).map { try store.provenance(of: $0, point: point) }
            }
            let named = LearnablePoints.all.map { $0.name }
            let points = named + store.points.filter { !named.contains($0) }
            let page = LearningReport(
                curve: curve, evaluation: evaluation, gates: try points.map { try store.gate(of: $0) },
                changes: try store.changes(), policies: policies,
                source: URL(fileURLWithPath: source).lastPathComponent
            ).html
            do {
                try Data(page.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
            } catch {
                throw LearningFailure(
                    message: "the page cannot be written: \(error.localizedDescription)", place: output,
                    remedy: "give another place with --output")
            }
            if json {
                try Terminal.result([
                    "type": "report", "file": .string(output), "curve": JSONValue(encoding: curve),
                    "evaluation": JSONValue(encoding: evaluation),
                ])
            } else {
                Terminal.result(EvaluationText.text(evaluation))
                Terminal.result(output)
            }
            return .verified
        }
    }
}
