import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import AnnealSpecs
import ArgumentParser
import Foundation

/// `anneal learn explain POINT`: what is decided there, by whom, and what counts.
struct LearnExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what a decision point decides, what counts, and what it would choose.")

    @Argument(help: "The decision point, such as selection.arm.") var point: String
    @Option(help: "A policy's version; the one that is watched, or the newest, when left out.") var version: String?
    @Option(help: "Tell what would be chosen for this specification.") var spec: String?
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let point = try DecisionPoint.check(point, learned: false)
            let store = PolicyStore(StateDirectories(environment: ProcessInfo.processInfo.environment))
            let gate = try store.gate(of: point.name)
            let name = version ?? gate.version ?? store.versions(of: point.name).last
            let policy = try name.map { try store.policy($0, point: point.name) }
            let importance = try LearningInput.checked { try policy?.importance() ?? [] }
            let choice = try spec.map { try LearningInput.checked(choosing(policy, SpecDocument.read(path: $0))) }
            guard !json else {
                try Terminal.result([
                    "type": "explanation", "point": .string(point.name), "inCharge": .string(gate.charge.description),
                    "fixed": .string(point.fixed), "candidates": .string(point.candidates),
                    "version": name.map { .string($0) } ?? .null,
                    "importance": .array(
                        importance.map { ["feature": .string($0.feature), "share": .double($0.share)] }),
                    "choice": choice.map { .string($0) } ?? .null,
                ])
                return .verified
            }
            Terminal.result(
                "\(point.name): \(point.summary)\n  candidates: \(point.candidates)\n  fixed: \(point.fixed)")
            Terminal.result("  outcome: \(point.outcome)\n  in charge: \(gate.charge)")
            if let policy {
                let (from, to) = (policy.data.from.formatted(.iso8601), policy.data.to.formatted(.iso8601))
                Terminal.result(
                    "  \(policy.version): \(policy.data.tasks) tasks and \(policy.data.outcomes) outcomes from \(from) to "
                        + "\(to), seed \(policy.seed), Anneal \(policy.codeVersion)")
            }
            for item in importance.prefix(10) {
                Terminal.result("    \(item.feature): \(String(format: "%.1f %%", item.share * 100))")
            }
            if let choice { Terminal.result("  for this specification: \(choice)") }
            return .verified
        }
    }

    /// What would be tried for a specification, as long as checks do not pass.
    private func choosing(_ policy: StoredPolicy?, _ document: SpecDocument) -> () throws -> String {
        {
            guard let policy else { return SelectionArm.fixed }
            let features = TaskFeatures.vector(TaskFeatures.of(document))
            let choices = try policy.policy()
            var trials: [Trial] = []
            while trials.count < 3, let arm = try choices.next(features: features, after: trials) {
                trials.append(Trial(arm: arm, passes: false, score: 0))
            }
            return trials.map { policy.arms[$0.arm] }.joined(separator: ", and if its checks do not pass ")
        }
    }
}
