import AnnealDecisions
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal learn train [MATRIX]`: a policy from recorded outcomes, which begins in the shadow.
struct LearnTrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a policy on recorded outcomes, and let it in where tasks that it has not seen speak for it.",
        discussion: """
            On two fifths of the tasks the kinds are compared, learned on some and judged by the rest; auto takes the one \
            that solves as many as the fixed way at the least cost. The others come part by part, each judged, hidden \
            tests included, with a policy that learned from all before it. Shown that, the gate lets the policy that \
            learned from all take over where it is evidence enough; where it is not, the policy runs in the shadow of the \
            fixed way. The model is a file that says what it was trained on, with what seed and version, and all these \
            figures. At orchestration.next the argument is a workflow or a folder of them, as for `anneal learn \
            schedule`: a learned order of tasks is judged by them, beside the rule of the critical path on the same \
            estimates. At planning.shape it is a database of decisions, the one of this machine when left out; \
            resources.prediction learns from the runs of this machine.
            """)

    @Argument(help: "Outcomes or workflows; all that were recorded on this machine when left out.") var matrix: String?
    @Option(help: "cascade, linucb, thompson, xgboost, dqn or auto.") var kind = "auto"
    @Option(help: "The decision point.") var point = DecisionPoint.selection.name
    @Option(help: "Arms to take, with commas; those of --model when left out.") var arms: String?
    @Option(help: "The model of runs, whose arms are taken, or all; the default model when left out.")
    var model: String?
    @Option(help: "Splits of the comparison.") var splits = 10
    @Option(help: "Decisions of the training of DQN.") var steps = 4_000
    @Option(help: "At orchestration.next, tasks that run at the same time.") var workers = WorkerCounts([2, 4])
    @Option(help: "At orchestration.next, weights of an order; those that the program brings along when left out.")
    var weights: String?
    @Option(help: "Of all randomness.") var seed: UInt64 = 1
    @Flag(help: "One JSON object.") var json = false

    func validate() throws {
        guard kind == "auto" || StoredPolicy.Kind(rawValue: kind) != nil else {
            throw ValidationError("--kind takes cascade, linucb, thompson, xgboost, dqn or auto")
        }
        guard splits > 0, steps >= 100 else { throw ValidationError("--splits is above 0, --steps at least 100") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            try DecisionPoint.check(point, learned: true)
            guard point == DecisionPoint.selection.name else {
                try await trainPoint()
                return .verified
            }
            let read = try LearningData.outcomes(matrix)
            let arms = try LearningData.armsForRuns(self.arms, model: model, of: read)
            let matrix = try LearningData.matrix(of: read, arms: arms)
            let training = PolicyTraining(
                kinds: StoredPolicy.Kind(rawValue: kind).map { [$0] } ?? LearningData.kindsForTraining, point: point,
                splits: splits, steps: steps, seed: seed,
                store: PolicyStore(StateDirectories(environment: ProcessInfo.processInfo.environment)),
                isWatched: try LearningData.exploring())
            try tell(try training.train(matrix, read.outcomes, at: Date()))
            return .verified
        }
    }

    /// Trains or judges a policy of another point than `selection.arm`.
    private func trainPoint() async throws {
        let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
        let store = PolicyStore(directories)
        let isWatched = try LearningData.exploring()
        let learnable = LearnablePoints.named(point)
        switch learnable?.training {
        case .loggedDecisions?:
            guard let learnable else { return }
            let file = matrix ?? directories.database.path
            let trained = try await DecisionTraining(point: learnable, seed: seed, store: store, isWatched: isWatched)
                .train(on: file, at: Date())
            guard !json else { return try Terminal.result(try trained.json()) }
            Terminal.result(trained.text)
            tellCharge(isInCharge: trained.isInCharge)
        case .recordedWorkflows?:
            let training = OrderTraining(
                weights: weights, workers: workers.values, seed: seed, store: store, isWatched: isWatched)
            let judged = try training.judge(try OrderTraining.cases(matrix), at: Date())
            guard !json else { return try Terminal.result(try judged.json()) }
            Terminal.result(judged.text)
            tellCharge(isInCharge: judged.isInCharge)
        case .measuredRuns?:
            let training = ResourceTraining(seed: seed, store: store, isWatched: isWatched)
            let trained = try training.train(try ResourceTraining.graphs(), at: Date())
            guard !json else { return try Terminal.result(try trained.json()) }
            Terminal.result(trained.text)
            tellCharge(isInCharge: trained.isInCharge)
        case .recordedArms?, nil:
            throw SuiteError(
                message: "no way of training is known for '\(point)'", place: "--point",
                remedy: "use one of: \(LearnablePoints.all.map { $0.name }.joined(separator: ", "))", exitCode: .usage)
        }
    }

    private func tellCharge(isInCharge: Bool) {
        Terminal.result(
            isInCharge
                ? "It is in charge from now on, and watched in every run: `anneal learn status`."
                : "It runs in the shadow of the fixed policy from now on: `anneal learn status`.")
    }

    private func tell(_ trained: PolicyTraining.Trained) throws {
        let policy = trained.policy
        guard !json else {
            return try Terminal.result([
                "type": "trained", "version": .string(policy.version), "kind": .string(policy.kind.rawValue),
                "point": .string(point), "tasks": .int(policy.data.tasks), "outcomes": .int(policy.data.outcomes),
                "file": .string(trained.file.path), "reachesGoal": .bool(trained.line?.reachesGoal ?? false),
                "inCharge": .string("\(trained.gate.charge)"),
                "prediction": try policy.prediction.map { try JSONValue(encoding: $0) } ?? .null,
                "recorded": try policy.recorded.map { try JSONValue(encoding: $0) } ?? .null,
                "evaluation": JSONValue(encoding: policy.evaluation),
            ])
        }
        Terminal.result("\(policy.version): trained on \(policy.data.tasks) tasks, \(policy.data.outcomes) outcomes")
        Terminal.result(EvaluationText.text(trained.evaluation))
        if let recorded = policy.recorded { Terminal.result(EvaluationText.text(recorded)) }
        if let prediction = policy.prediction { Terminal.result(EvaluationText.text(prediction)) }
        Terminal.result(
            trained.isInCharge
                ? "It is in charge from now on, and watched in every run: `anneal learn status`. \(trained.file.path)"
                : "It runs in the shadow of the fixed policy from now on: `anneal learn status`. \(trained.file.path)")
    }
}
