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
            let learnable = LearnablePoints.named(point.name)
            let gate = try store.gate(of: point.name)
            let charge = point == .cache ? try CacheCharge.kept(in: directories).name : gate.charge.description
            let name = version ?? gate.version ?? store.versions(of: point.name).last
            let origin = try name.map { try store.provenance(of: $0, point: point.name) }
            let policy =
                try learnable?.training == .recordedArms
                ? name.map { try store.policy($0, point: point.name) } : nil
            let importance = try LearningInput.checked { try policy?.importance() ?? [] }
            let choice = try spec.map { (path: String) throws -> ToolSelection in
                guard learnable?.training == .recordedArms else {
                    throw LearningFailure(
                        message: "what \(point.name) would choose for a specification cannot be told beforehand",
                        place: "--spec", remedy: "leave --spec out, or ask for \(ArmPoint().name)")
                }
                return try LearningInput.checked(choosing(policy, SpecDocument.read(path: path)))
            }
            guard !json else {
                var object: [String: JSONValue] = [
                    "type": "explanation", "point": .string(point.name), "inCharge": .string(charge),
                    "fixed": .string(point.fixed), "candidates": .string(point.candidates),
                    "outcome": .string(point.outcome), "version": name.map { .string($0) } ?? .null,
                    "importance": .array(
                        importance.map { ["feature": .string($0.feature), "share": .double($0.share)] }),
                    "choice": try choice.map { try JSONValue(encoding: $0) } ?? .null,
                ]
                if let learnable { object.merge(Self.json(learnable)) { $1 } }
                try Terminal.result(object)
                return .verified
            }
            Terminal.result(
                "\(point.name): \(point.summary)\n  candidates: \(point.candidates)\n  fixed: \(point.fixed)")
            Terminal.result("  outcome: \(point.outcome)\n  in charge: \(charge)")
            if let learnable { tell(learnable) }
            if let origin {
                let (from, to) = (origin.data.from.formatted(.iso8601), origin.data.to.formatted(.iso8601))
                Terminal.result(
                    "  \(origin.version): \(origin.data.tasks) tasks and \(origin.data.outcomes) outcomes from \(from) to "
                        + "\(to), seed \(origin.seed), Anneal \(origin.codeVersion)")
            }
            for item in importance.prefix(10) {
                Terminal.result("    \(item.feature): \(String(format: "%.1f %%", item.share * 100))")
            }
            if let choice { tell(choice) }
            return .verified
        }
    }

    /// What a point at which something is learned says of itself.
    private static func json(_ point: any LearnablePoint) -> [String: JSONValue] {
        [
            "pointVersion": .int(point.version), "exploration": .double(point.exploration),
            "trainedOn": .string(point.training.rawValue),
            "features": .array(point.features.map { ["name": .string($0.name), "meaning": .string($0.meaning)] }),
            "candidateList": .array(
                point.candidates.map { ["name": .string($0.name), "summary": .string($0.summary)] }),
        ]
    }

    private func tell(_ point: any LearnablePoint) {
        Terminal.result("  trained on: \(point.training.words)")
        for candidate in point.candidates { Terminal.result("    \(candidate.name): \(candidate.summary)") }
        Terminal.result("  known beforehand (version \(point.version)):")
        for feature in point.features { Terminal.result("    \(feature.name): \(feature.meaning)") }
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
