import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import Foundation

/// Trains a policy on recorded outcomes and puts it into the shadow of the fixed one.
struct PolicyTraining {
    /// The kinds that are compared; the best of them is trained.
    var kinds: [StoredPolicy.Kind]
    var point: String
    var splits: Int
    /// Decisions of the training of a network.
    var steps: Int
    var seed: UInt64
    var store: PolicyStore

    /// A policy, and how it was chosen.
    struct Trained {
        var policy: StoredPolicy
        var evaluation: SelectionEvaluation
        var file: URL
        /// The line of the evaluation that is about this kind.
        var line: SelectionEvaluation.Line?
    }

    /// Compares the kinds, trains the best and stores it.
    func train(_ matrix: OutcomeMatrix, _ outcomes: [ArmOutcome], at time: Date) throws -> Trained {
        let (chosen, evaluation) = try LearningInput.checked {
            let evaluation = try SelectionEvaluation(
                matrix, learners: kinds.map { $0.learner(steps: steps) }, splits: splits, seed: seed
            ) { Terminal.note("split \($0) of \(splits)") }
            return (choice(evaluation), evaluation)
        }
        let policy = try LearningInput.checked {
            try StoredPolicy(
                training: chosen, on: outcomes, matrix: matrix, point: point, evaluation: evaluation, seed: seed,
                steps: steps, codeVersion: AnnealVersion.text, time: time)
        }
        let file = try store.store(policy)
        // Read only now: runs may have taught the gate something while this was trained.
        var gate = try store.gate(of: point)
        let change = gate.consider(policy.version, at: time)
        try store.store(gate, change: change)
        let name = chosen.learner(steps: steps).name
        return Trained(
            policy: policy, evaluation: evaluation, file: file, line: evaluation.lines.first { $0.name == name })
    }

    /// The kind that reaches the goal at the least cost; where none does, the one that solves most.
    private func choice(_ evaluation: SelectionEvaluation) -> StoredPolicy.Kind {
        let lines = zip(kinds, evaluation.lines.dropFirst())
        let reached = lines.filter { $0.1.mean.solved >= (evaluation.lines.first?.mean.solved ?? 0) - 1e-9 }
        if let best = reached.min(by: { $0.1.tokenRatio + $0.1.secondRatio < $1.1.tokenRatio + $1.1.secondRatio }) {
            return best.0
        }
        return lines.max { $0.1.mean.solved < $1.1.mean.solved }?.0 ?? .cascade
    }
}
