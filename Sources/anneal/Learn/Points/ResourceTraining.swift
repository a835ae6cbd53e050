import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import AnnealOrchestration
import Foundation

/// Trains the prediction of what tasks use on the runs of this machine, and shows it to the gate of `resources.prediction`.
struct ResourceTraining {
    var seed: UInt64
    var store: PolicyStore
    /// Whether runs are predicted now and then by who is not in charge.
    var isWatched: Bool

    /// The tasks of the runs in which something was measured, the oldest first.
    static func graphs() throws -> [ResourceGraph] {
        let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
        guard FileManager.default.fileExists(atPath: directories.database.path) else { return [] }
        return try RunDesk().catalogue.summaries(of: nil).reversed().compactMap(\.measuredTasks)
    }

    /// Trains, stores the policy and shows it to the gate.
    func train(_ graphs: [ResourceGraph], at time: Date) throws -> Trained {
        let policy = try LearningInput.checked {
            try ResourceTrainer(seed: seed).train(graphs, codeVersion: AnnealVersion.text, time: time)
        }
        return Trained(policy: policy, gate: try store.show(policy, weighing: isWatched, at: time))
    }

    /// A policy, and who decides now that the gate has seen it.
    struct Trained {
        var policy: PointPolicy
        var gate: PolicyGate

        var isInCharge: Bool { gate.charge == .learned(policy.version) }

        /// What it came to, for a person.
        var text: String {
            let text = "\(policy.version): trained on \(policy.data.outcomes) measured tasks"
            guard let recorded = policy.recorded else { return text }
            let (bets, count) = (recorded.bets, recorded.differences.count)
            return text + """

                On \(count) specifications, each before it was learned from, the network's error differs from that of the means by \
                \(String(format: "%+.3f", -bets.mean)) of their sum (below 0 is better); the evidence that this is no chance is \
                \(String(format: "%.1f", bets.capital)) (a bet's capital, which is above 20 by chance once in 20 times at most).
                """
        }

        /// The same as a JSON object.
        func json() throws -> [String: JSONValue] {
            [
                "type": "trained", "version": .string(policy.version), "kind": .string(policy.kind.rawValue),
                "point": .string(policy.point), "tasks": .int(policy.data.tasks),
                "outcomes": .int(policy.data.outcomes), "inCharge": .string("\(gate.charge)"),
                "recorded": try policy.recorded.map { try JSONValue(encoding: $0) } ?? .null,
            ]
        }
    }
}
