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
            let log = try log(directories)
            let counts = try await log?.counts() ?? [:]
            for point in DecisionPoint.all {
                if point == .cache {
                    try tell(CacheCharge.kept(in: directories))
                    continue
                }
                let isTold = !point.isLearned && counts[point.name] != nil
                let decisions = isTold ? try await log?.decisions(at: point.name) ?? [] : []
                try tell(PointStatus(of: point, in: store, counts: counts), DrawnEffect(of: decisions))
            }
            return .verified
        }
    }

    private func tell(_ charge: CacheCharge) throws {
        guard json else { return charge.lines.forEach { Terminal.result($0) } }
        var members = charge.json
        members["type"] = "point"
        members["point"] = .string(DecisionPoint.cache.name)
        try Terminal.result(members)
    }

    /// The logged decisions; asking makes no database.
    private func log(_ directories: StateDirectories) throws -> SQLiteDecisionLog? {
        guard FileManager.default.fileExists(atPath: directories.database.path) else { return nil }
        return try SQLiteDecisionLog(path: directories.database.path)
    }

    private func tell(_ status: PointStatus, _ effect: DrawnEffect?) throws {
        guard !json else {
            var members: [String: JSONValue] = try status.json()
            members["type"] = "point"
            members["drawn"] = try effect.map { try JSONValue(encoding: $0) }
            return try Terminal.result(members)
        }
        let (point, gate) = (status.point, status.gate)
        Terminal.result("\(point.name): \(Self.text(gate, status.logged))")
        guard point.isLearned else {
            Terminal.result("  nothing learns here yet")
            if let effect { Terminal.result("  \(Self.text(effect))") }
            return
        }
        if let version = gate.version {
            Terminal.result("  \(version): \(Self.text(gate.evidence, gate.rules))")
        } else {
            let isDefault = point == DecisionPoint.selection
            Terminal.result(
                "  no learned policy is watched: `anneal learn train\(isDefault ? "" : " --point \(point.name)")`")
        }
        guard status.served.decisions > 0 || status.servedGate.since != nil else { return }
        Terminal.result("  for others, by `anneal learn serve`: \(Self.text(status.servedGate, status.served))")
        if let version = status.servedGate.version {
            Terminal.result("    \(version): \(Self.text(status.servedGate.evidence, status.servedGate.rules))")
        }
    }

    private static func text(_ gate: PolicyGate, _ counts: DecisionCounts) -> String {
        var text = "\(gate.charge) in charge"
        if let since = gate.since { text += " since \(since.formatted(.iso8601))" }
        return text + ", \(counts.decisions) decisions logged, \(counts.outcomes) with an outcome"
    }

    /// What two ways brought where chance decided.
    private static func text(_ effect: DrawnEffect) -> String {
        let arms = effect.arms.map { "\($0.name) \(String(format: "%.3f", $0.mean)) in \($0.count)" }
        let margin = effect.margin.map { String(format: " ± %.3f", $0) } ?? "; too few to tell"
        return "where chance decided: \(arms.joined(separator: ", ")), difference "
            + String(format: "%+.3f", effect.difference) + margin
    }

    private static func text(_ evidence: GateEvidence, _ rules: PolicyGate.Rules) -> String {
        let bound = evidence.bound.map { String(format: "%+.3f", $0) } ?? "none"
        return "\(evidence.samples) decisions (\(String(format: "%.1f", evidence.effectiveSamples)) effective, "
            + "\(Int(rules.minimumEffectiveSamples)) wanted), difference "
            + String(format: "%+.3f", evidence.difference) + ", bound \(bound) at a risk of "
            + String(format: "%.3f", evidence.risk)
    }
}
