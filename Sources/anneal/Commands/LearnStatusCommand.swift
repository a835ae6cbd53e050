import AnnealDecisions
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal learn status`: who decides at each point, and on what evidence.
struct LearnStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show for each decision point who is in charge, since when, and the evidence.")

    @Flag(help: "One JSON object a point.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let directories = StateDirectories(environment: ProcessInfo.processInfo.environment)
            let store = PolicyStore(directories)
            let counts = try await counts(directories)
            for point in DecisionPoint.all {
                let gate = try store.gate(of: point.name)
                try tell(point, gate, versions: store.versions(of: point.name), logged: counts[point.name])
            }
            return .verified
        }
    }

    /// Logged decisions, and how many of them have an outcome, by point.
    private func counts(_ directories: StateDirectories) async throws -> [String: (decisions: Int, outcomes: Int)] {
        guard FileManager.default.fileExists(atPath: directories.database.path) else { return [:] }
        let log = try SQLiteDecisionLog(path: directories.database.path)
        var counts: [String: (decisions: Int, outcomes: Int)] = [:]
        for point in DecisionPoint.all {
            let decisions = try await log.decisions(at: point.name)
            counts[point.name] = (decisions.count, decisions.count { $0.1 != nil })
        }
        return counts
    }

    private func tell(
        _ point: DecisionPoint, _ gate: PolicyGate, versions: [String], logged: (decisions: Int, outcomes: Int)?
    ) throws {
        let evidence = gate.evidence
        guard !json else {
            return try Terminal.result([
                "type": "point", "point": .string(point.name), "inCharge": .string(gate.charge.description),
                "since": gate.since.map { .string($0.formatted(.iso8601)) } ?? .null,
                "watched": gate.version.map { .string($0) } ?? .null, "versions": .array(versions.map { .string($0) }),
                "decisions": .int(logged?.decisions ?? 0), "outcomes": .int(logged?.outcomes ?? 0),
                "evidence": JSONValue(encoding: evidence),
            ])
        }
        var text = "\(point.name): \(gate.charge) in charge"
        if let since = gate.since { text += " since \(since.formatted(.iso8601))" }
        text += ", \(logged?.decisions ?? 0) decisions logged, \(logged?.outcomes ?? 0) with an outcome"
        Terminal.result(text)
        guard point.isLearned else { return Terminal.result("  nothing learns here yet") }
        guard let version = gate.version else {
            return Terminal.result("  no learned policy is watched: `anneal learn train`")
        }
        let bound = evidence.bound.map { String(format: "%+.3f", $0) } ?? "none"
        Terminal.result(
            "  \(version): \(evidence.samples) decisions (\(String(format: "%.1f", evidence.effectiveSamples)) effective, "
                + "\(Int(gate.rules.minimumEffectiveSamples)) wanted), difference "
                + String(format: "%+.3f", evidence.difference) + ", bound \(bound) at a risk of "
                + String(format: "%.3f", evidence.risk))
    }
}
