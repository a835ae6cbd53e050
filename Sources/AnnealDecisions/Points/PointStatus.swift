public import AnnealFoundation
internal import Foundation

/// Who decides at a point, since when and on what evidence, as `anneal learn status` and the learning service tell it.
public struct PointStatus: Sendable {
    /// The decision point.
    public var point: DecisionPoint
    /// The gate of runs.
    public var gate: PolicyGate
    /// The versions of its policies, the oldest first.
    public var versions: [String]
    /// Decisions of runs.
    public var logged: DecisionCounts
    /// The gate of decisions that the service made for others.
    public var servedGate: PolicyGate
    /// Those decisions that have an outcome.
    public var served: DecisionCounts

    /// Reads the status of a point.
    ///
    /// - Parameters:
    ///   - point: the point.
    ///   - store: policies and gates.
    ///   - counts: logged decisions by point.
    /// - Throws: `SuiteError` when a gate cannot be read.
    public init(of point: DecisionPoint, in store: PolicyStore, counts: [String: DecisionCounts]) throws(SuiteError) {
        self.point = point
        gate = try store.gate(of: point.name)
        versions = store.versions(of: point.name)
        logged = counts[point.name] ?? DecisionCounts()
        servedGate = try store.gate(of: point.served)
        served = counts[point.served] ?? DecisionCounts()
    }

    /// The status as a JSON object.
    ///
    /// - Throws: `EncodingError`.
    public func json() throws -> [String: JSONValue] {
        var members = try Self.json(gate, logged)
        members["point"] = .string(point.name)
        members["versions"] = .array(versions.map { .string($0) })
        if point.isLearned { members["served"] = .object(try Self.json(servedGate, served)) }
        return members
    }

    private static func json(_ gate: PolicyGate, _ counts: DecisionCounts) throws -> [String: JSONValue] {
        [
            "inCharge": .string(gate.charge.description),
            "since": gate.since.map { .string($0.formatted(.iso8601)) } ?? .null,
            "watched": gate.version.map { .string($0) } ?? .null, "decisions": .int(counts.decisions),
            "outcomes": .int(counts.outcomes), "evidence": try JSONValue(encoding: gate.evidence),
        ]
    }
}
