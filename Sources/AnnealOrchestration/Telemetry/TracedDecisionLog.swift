public import AnnealDecisions
public import AnnealFoundation
public import AnnealTelemetry
internal import Tracing

/// A log whose decisions are spans: `decide POINT`, with choice, probability and policy, without the reason's words.
public struct TracedDecisionLog: DecisionLog {
    private let base: any DecisionLog
    private let tracer: RunTracer

    /// Wraps a log.
    ///
    /// - Parameters:
    ///   - base: the log.
    ///   - tracer: makes the spans.
    public init(_ base: any DecisionLog, tracer: RunTracer) {
        self.base = base
        self.tracer = tracer
    }

    /// Remembers a decision.
    ///
    /// - Throws: what the log throws.
    public func record(_ decision: Decision) async throws {
        let policy = decision.policy.split(separator: "/", maxSplits: 1).map(String.init)
        let isKnown = decision.candidates.indices.contains(decision.choice)
        try await RunTracer?.some(tracer).within(
            "decide \(decision.point)",
            [
                TelemetryName.step: .string(TelemetryName.Step.decision.rawValue),
                TelemetryName.point: .string(decision.point),
                TelemetryName.choice: isKnown ? .string(decision.candidates[decision.choice]) : nil,
                TelemetryName.candidates: .int(Int64(decision.candidates.count)),
                TelemetryName.probability: .double(decision.probability),
                TelemetryName.policy: .string(policy.first ?? decision.policy),
                TelemetryName.policyVersion: policy.count > 1 ? .string(policy[1]) : nil,
                TelemetryName.task: decision.task.map { .string($0.rawValue) },
            ]
        ) { _ in try await base.record(decision) }
    }

    /// Remembers what came of a decision.
    ///
    /// - Throws: what the log throws.
    public func record(_ outcome: Outcome) async throws { try await base.record(outcome) }

    /// The decisions of a run.
    ///
    /// - Throws: what the log throws.
    public func decisions(of run: RunID) async throws -> [(Decision, Outcome?)] { try await base.decisions(of: run) }
}
