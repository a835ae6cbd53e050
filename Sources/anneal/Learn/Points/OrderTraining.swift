import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import AnnealOrchestration
import Foundation

/// Judges a learned order of tasks by recorded workflows and shows it to the gate of `orchestration.next`.
struct OrderTraining {
    /// A file of weights; those that the program brings along when left out.
    var weights: String?
    var workers: [Int]
    var seed: UInt64
    var store: PolicyStore
    /// Whether runs try the order that is not in charge now and then.
    var isWatched: Bool

    /// A policy, and what it came to.
    struct Judged {
        var policy: PointPolicy
        var comparison: ScheduleComparison
        var gate: PolicyGate

        var isInCharge: Bool { gate.charge == .learned(policy.version) }
    }

    /// The workflows of a file or folder; those of the runs of this machine when left out.
    static func cases(_ path: String?) throws -> [ScheduleComparison.Case] {
        if let path {
            return try LearningInput.workflows(path).map { file in
                try LearningInput.checked {
                    ScheduleComparison.Case(try WorkGraph(json: LearningInput.bytes(file), source: file))
                }
            }
        }
        let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
        let runs =
            FileManager.default.fileExists(atPath: directories.database.path)
            ? try RunDesk().catalogue.summaries(of: nil) : []
        let cases = runs.compactMap(\.workflow)
        guard !cases.isEmpty else {
            throw LearningFailure(
                message: "none of the \(runs.count) runs of this machine worked on three or more tasks to their end",
                place: directories.database.path,
                remedy: "give a workflow, or a folder of them, in the format of `anneal learn schedule`")
        }
        return cases
    }

    /// Schedules the workflows both ways, stores the policy and shows it to the gate.
    func judge(_ cases: [ScheduleComparison.Case], at time: Date) throws -> Judged {
        let (policy, comparison) = try LearningInput.checked {
            let tensors =
                try weights.map { try Safetensors(path: $0).tensors() } ?? SchedulePolicy.learnedWeights()
            let comparison = try ScheduleComparison(
                of: SchedulePolicy(weights: tensors), on: cases, workers: workers, seed: seed)
            let policy = try PointPolicy(
                ordering: tensors, comparison: comparison, cases: cases, seed: seed, codeVersion: AnnealVersion.text,
                time: time)
            return (policy, comparison)
        }
        return Judged(
            policy: policy, comparison: comparison, gate: try store.show(policy, weighing: isWatched, at: time))
    }
}

extension OrderTraining.Judged {
    /// What the order came to, for a person.
    var text: String {
        let evidence = comparison.evidence
        let lines = comparison.lines
        let count = Double(max(1, lines.count))
        func ratio(_ seconds: (ScheduleComparison.Line) -> Double) -> Double {
            lines.reduce(0) { $0 + ($1.bound > 0 ? seconds($1) / $1.bound : 1) } / count
        }
        return """
            \(policy.version): \(policy.data.tasks) workflows (\(evidence.differences.count) of different names), \
            \(lines.count) schedules
            makespan over the lower bound: critical path \(String(format: "%.4f", ratio { $0.fixed })), learned order \
            \(String(format: "%.4f", ratio { $0.learned })); shorter by \
            \(String(format: "%+.4f", evidence.bets.mean)) of the rule's in the mean
            the evidence that this is no chance is \(String(format: "%.1f", evidence.bets.capital)) (a bet's capital, which is \
            above 20 by chance once in 20 times at most; 66 from 20 workflows on lets the first version in)
            """
    }

    /// The same as a JSON object.
    func json() throws -> [String: JSONValue] {
        [
            "type": "trained", "version": .string(policy.version), "kind": .string(policy.kind.rawValue),
            "point": .string(policy.point), "tasks": .int(policy.data.tasks), "outcomes": .int(policy.data.outcomes),
            "inCharge": .string("\(gate.charge)"), "recorded": try JSONValue(encoding: comparison.evidence),
            "schedules": try JSONValue(encoding: comparison.lines),
        ]
    }
}
