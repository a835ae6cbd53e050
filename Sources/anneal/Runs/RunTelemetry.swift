import AnnealDecisions
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealSafety
import AnnealTelemetry

/// What leaves a run for those who watch it, and the parts of the run that tell of it; they are as they were where
/// nothing leaves.
struct RunTelemetry: Sendable {
    let telemetry: Telemetry?
    private let provider: String

    /// Reads settings and environment; see `Telemetry`.
    ///
    /// - Throws: `ConfigurationError` when a setting cannot be used.
    init(
        of run: RunID, settings: Settings, desk: RunDesk, isReplay: Bool, notes: SharedNotes
    ) throws(ConfigurationError) {
        telemetry = try Telemetry.named(
            in: settings, environment: desk.environment, run: run.rawValue, version: AnnealVersion.text
        ) { target, text in notes.tell(.telemetry(target), text) }
        provider =
            isReplay
            ? "replay"
            : ConnectedModel.providerName(
                settings: settings, environment: desk.environment, directories: desk.directories)
    }

    /// How the run makes its trace.
    var tracing: RunTracing? { telemetry.map { RunTracing($0.tracer, provider: provider) } }

    /// The sandbox, with its commands in the trace.
    func traced(_ sandbox: any Sandbox) -> any Sandbox {
        guard let telemetry else { return sandbox }
        return TracedSandbox(sandbox, tracer: telemetry.tracer)
    }

    /// The log, with its decisions in the trace.
    func traced(_ decisions: any DecisionLog) -> any DecisionLog {
        guard let telemetry else { return decisions }
        return TracedDecisionLog(decisions, tracer: telemetry.tracer)
    }
}
