import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import Foundation

/// Trains the policy of a point on the decisions that runs logged, and shows it to the point's gate.
struct DecisionTraining {
    var point: any LearnablePoint
    var seed: UInt64
    var store: PolicyStore
    /// Whether runs try the way that is not in charge now and then.
    var isWatched: Bool

    /// A policy, and who decides now that the gate has seen it.
    struct Trained {
        var policy: PointPolicy
        var gate: PolicyGate

        var isInCharge: Bool { gate.charge == .learned(policy.version) }
    }

    /// Trains on the decisions of a database.
    func train(on database: String, at time: Date) async throws -> Trained {
        guard FileManager.default.fileExists(atPath: database) else {
            throw LearningFailure(
                message: "there is no database of decisions", place: database,
                remedy: "runs with `--set learning.draw=\(point.name)` log decisions to learn from")
        }
        let decisions = try await SQLiteDecisionLog(path: database).decisions(at: point.name)
        let policy = try LearningInput.checked {
            try PointTrainer(seed: seed).train(
                point, on: decisions, codeVersion: AnnealVersion.text, time: time)
        }
        return Trained(policy: policy, gate: try store.show(policy, weighing: isWatched, at: time))
    }
}

extension DecisionTraining.Trained {
    /// What the policy came to, for a person.
    var text: String {
        var text = "\(policy.version): trained on \(policy.data.outcomes) drawn decisions of \(policy.data.tasks) runs"
        guard let recorded = policy.recorded else { return text }
        let bets = recorded.bets
        let gain = bets.mean * (policy.scale ?? 1)
        text += """

            On \(recorded.tasks) decisions, each before it was learned from, estimated by importance weights: \
            \(String(format: "%.1f %%", recorded.learned.solved * 100)) verified, by the fixed rules \
            \(String(format: "%.1f %%", recorded.fixed.solved * 100)). It earns \(String(format: "%+.3f", gain)) more a run; the \
            evidence that this is no chance is \(String(format: "%.1f", bets.capital)) (a bet's capital, which is above 20 by \
            chance once in 20 times at most).
            """
        return text
    }

    /// The same as a JSON object.
    func json() throws -> [String: JSONValue] {
        [
            "type": "trained", "version": .string(policy.version), "kind": .string(policy.kind.rawValue),
            "point": .string(policy.point), "tasks": .int(policy.data.tasks), "outcomes": .int(policy.data.outcomes),
            "inCharge": .string("\(gate.charge)"), "scale": .double(policy.scale ?? 1),
            "recorded": try policy.recorded.map { try JSONValue(encoding: $0) } ?? .null,
        ]
    }
}
