import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import ArgumentParser
import Foundation

/// `anneal learn evaluate [MATRIX]`: learned selection against fixed arms, on recorded outcomes.
struct LearnEvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Compare learned selection with fixed arms on recorded outcomes.",
        discussion: """
            Tasks are parted at random into some to learn from and some to judge by; no task is in both. Whatever a \
            learner chooses for itself it chooses on the tasks it learns from. The goal is the solve rate of the best \
            fixed arm for at most 70 % of its tokens and seconds. The oracle knows the outcomes. DQN takes most of the \
            time; --without DQN leaves it out.
            """)

    @Argument(help: "Outcomes, as `anneal learn record` keeps them; may be packed by gzip.") var matrix: String?
    @Option(help: "How often the tasks are parted anew.") var splits = 20
    @Option(help: "The share of tasks that are learned from.") var share = 0.7
    @Option(help: "Arms to take, with commas; all that were recorded when left out.") var arms: String?
    @Option(help: "Ways of choosing to leave out, with commas, such as DQN.") var without: String?
    @Option(help: "Decisions of the training of DQN.") var steps = 4_000
    @Option(help: "Of the splits.") var seed: UInt64 = 1
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        guard splits > 0, (0.1...0.9).contains(share), steps >= 100 else {
            throw ValidationError("--splits is above 0, --share from 0.1 to 0.9, --steps at least 100")
        }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let matrix = try LearningData.matrix(matrix, arms: arms)
            let learners = LearningData.learners(steps: steps, without: without)
            let evaluation = try LearningInput.checked {
                try SelectionEvaluation(matrix, learners: learners, splits: splits, trainingShare: share, seed: seed) {
                    Terminal.note("split \($0) of \(splits)")
                }
            }
            if json {
                Terminal.result(try CanonicalJSON.string(evaluation))
            } else {
                Terminal.result(EvaluationText.text(evaluation))
            }
            return .verified
        }
    }
}
