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
    @Option(help: "The only model that there is, as in a run; each arm's own when left out.") var model: String?
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let point = try DecisionPoint.check(point, learned: false)
            let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
            let store = PolicyStore(directories)
            let gate = try store.gate(of: point.name)
            let charge = point == .cache ? try CacheCharge.kept(in: directories).name : gate.charge.description
            let name = version ?? gate.version ?? store.versions(of: point.name).last
            let policy = try name.map { try store.policy($0, point: point.name) }
            let importance = try LearningInput.checked { try policy?.importance() ?? [] }
            let choice = try spec.map { try LearningInput.checked(choosing(policy, SpecDocument.read(path: $0))) }
            guard !json else {
                try Terminal.result([
                    "type": "explanation", "point": .string(point.name), "inCharge": .string(charge),
                    "fixed": .string(point.fixed), "candidates": .string(point.candidates),
                    "version": name.map { .string($0) } ?? .null,
                    "importance": .array(
                        importance.map { ["feature": .string($0.feature), "share": .double($0.share)] }),
                    "choice": try choice.map { try JSONValue(encoding: $0) } ?? .null,
                ])
                return .verified
            }
            Terminal.result(
                "\(point.name): \(point.summary)\n  candidates: \(point.candidates)\n  fixed: \(point.fixed)")
            Terminal.result("  outcome: \(point.outcome)\n  in charge: \(charge)")
            if let policy {
                let (from, to) = (policy.data.from.formatted(.iso8601), policy.data.to.formatted(.iso8601))
                Terminal.result(
                    "  \(policy.version): \(policy.data.tasks) tasks and \(policy.data.outcomes) outcomes from \(from) to "
                        + "\(to), seed \(policy.seed), Anneal \(policy.codeVersion)")
            }
            for item in importance.prefix(10) {
                Terminal.result("    \(item.feature): \(String(format: "%.1f %%", item.share * 100))")
            }
            if let choice { tell(choice) }
            return .verified
        }
    }

    /// What would be tried for a specification, and why.
    private func choosing(_ policy: StoredPolicy?, _ document: SpecDocument) -> () throws -> ToolSelection {
        { try ToolSelection(policy, features: TaskFeatures.of(document), model: model) }
    }

    private func tell(_ choice: ToolSelection) {
        Terminal.result(
            "  for this specification: \(choice.plan.joined(separator: ", and if its checks do not pass "))"
                + (choice.confidence.map { " (confidence \(String(format: "%.2f", $0)))" } ?? ""))
        for reason in choice.reasons { Terminal.result("    \(reason)") }
        for arm in choice.expected {
            let isBest = choice.front.contains(arm.arm) ? "" : "; another is better in everything"
            Terminal.result(
                "    \(arm.arm): solved \(String(format: "%.0f %%", arm.success * 100)), tokens \(Self.text(arm.tokens)), "
                    + "seconds \(Self.text(arm.seconds))\(isBest)")
        }
    }

    private static func text(_ number: ExpectedNumber) -> String {
        String(format: "%.0f (%.0f to %.0f)", number.middle, number.low, number.high)
    }
}
