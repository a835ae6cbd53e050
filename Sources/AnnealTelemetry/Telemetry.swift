public import AnnealFoundation
internal import Synchronization
internal import Tracing

/// What leaves a run for those who watch it: traces and metrics by OTLP, metrics in a file for Prometheus, points for
/// InfluxDB. Off unless a setting or the environment names where to.
///
/// A run never waits for a server: what is to be sent waits in bounded queues, and at the end of the run at most
/// `endLimit` is spent on what is left. What did not arrive is told once.
public final class Telemetry: Sendable {
    /// How long is waited, at the end of a run, for all servers together.
    public static let endLimit = Duration.seconds(2)

    /// Makes the spans.
    public let tracer: RunTracer
    /// The numbers.
    public let registry: MetricsRegistry
    /// The span that the run is a part of, where the environment names one.
    public let parent: SpanReference?

    private let otlp: OTLPExporter?
    private let influx: InfluxExporter?
    private let file: MetricsFile?
    private let remark: String?
    private let telling: @Sendable (_ target: String, _ text: String) -> Void
    private let state = Mutex(State())

    private struct State {
        /// What did not arrive, by target, as it was told.
        var missing: [String: Int] = [:]
        /// Why the metrics did not arrive.
        var metricsFailure: String?
        /// What of `endLimit` was not waited yet.
        var left = Telemetry.endLimit
    }

    init(
        otlp configuration: OTLPConfiguration?, influx: InfluxConfiguration?, file: String?, run: String,
        parent: SpanReference?, telling: @escaping @Sendable (_ target: String, _ text: String) -> Void
    ) {
        let registry = MetricsRegistry(RunMetrics.descriptions)
        self.registry = registry
        self.parent = parent
        self.telling = telling
        remark = configuration?.remark
        let sends = configuration?.traces != nil || configuration?.metrics != nil
        otlp =
            !sends
            ? nil
            : configuration.map { given in
                // Series of runs at the same time are to be told apart.
                var configuration = given
                if configuration.resource["service.instance.id"] == nil {
                    configuration.resource["service.instance.id"] = run
                }
                return OTLPExporter(configuration, registry: registry)
            }
        self.influx = influx.map { InfluxExporter($0, run: run) }
        self.file = file.map { MetricsFile(path: $0, registry: registry) }
        var sinks: [any SpanSink] = [RunMetrics(registry)]
        if let otlp { sinks.append(otlp) }
        if let influx = self.influx { sinks.append(influx) }
        tracer = RunTracer(sinks)
    }

    /// Reads settings and environment.
    ///
    /// - Parameters:
    ///   - settings: `telemetry.otlp`, `telemetry.metrics` and `telemetry.influx` count.
    ///   - environment: the variables of OpenTelemetry, `TRACEPARENT`, and where passwords come from.
    ///   - run: the run's identifier.
    ///   - version: the program's version.
    ///   - telling: is told what went wrong with which target, in a sentence.
    /// - Returns: `nil` where nothing is to leave the run.
    /// - Throws: `ConfigurationError` when a setting cannot be used.
    public static func named(
        in settings: Settings, environment: [String: String], run: String, version: String,
        telling: @escaping @Sendable (_ target: String, _ text: String) -> Void
    ) throws(ConfigurationError) -> Telemetry? {
        let otlp = try OTLPConfiguration.named(in: settings, environment: environment, version: version)
        let influx = try InfluxConfiguration.named(in: settings, environment: environment)
        let file = settings.text("telemetry.metrics")
        guard otlp != nil || influx != nil || file != nil else { return nil }
        var context = InstrumentationContext.topLevel
        RunTracer([]).extract(environment, into: &context, using: EnvironmentExtractor())
        return Telemetry(
            otlp: otlp, influx: influx, file: file, run: run, parent: context.span, telling: telling)
    }

    /// Does some work, and sends meanwhile what it leaves.
    ///
    /// - Parameters:
    ///   - telemetry: where to; the work alone is done where there is nothing.
    ///   - isolation: the caller's isolation.
    ///   - work: the work; spans that it begins are parts of the environment's span.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws.
    public static func sending<Value>(
        _ telemetry: Telemetry?, isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Value
    ) async rethrows -> Value {
        guard let telemetry else { return try await work() }
        if let remark = telemetry.remark { telemetry.telling("traces", remark) }
        var context = InstrumentationContext.topLevel
        context.span = telemetry.parent
        // A task of its own, ended below: what a cancelled run leaves is of interest too.
        let sending = Task { await telemetry.run() }
        do {
            let value = try await InstrumentationContext.$current.withValue(
                context, operation: work, isolation: isolation)
            await telemetry.end(sending)
            return value
        } catch {
            await telemetry.end(sending)
            throw error
        }
    }

    /// Sends what is left, also in a task that was cancelled, and ends the sending.
    private func end(_ sending: Task<Void, Never>) async {
        await Task { await settle() }.value
        sending.cancel()
        await sending.value
    }

    private func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            if let otlp { tasks.addTask { await otlp.run() } }
            if let influx { tasks.addTask { await influx.outbox.run() } }
            if let file { tasks.addTask { await file.run() } }
        }
    }

    /// Sends what is left, and tells what did not arrive. Can be called more than once; what was waited for in vain is
    /// waited for once only.
    public func settle() async {
        let start = ContinuousClock.now
        let limit = state.withLock { $0.left }
        defer { state.withLock { $0.left = max(.zero, limit - (ContinuousClock.now - start)) } }
        await withTaskGroup(of: Void.self) { tasks in
            if let otlp {
                tasks.addTask {
                    await self.settle(otlp.outbox, "traces", "spans", otlp.configuration.place, within: limit)
                }
                tasks.addTask { await self.settleMetrics(otlp, within: limit) }
            }
            if let influx {
                tasks.addTask {
                    await self.settle(influx.outbox, "influx", "points", influx.configuration.place, within: limit)
                }
            }
        }
        // One sentence on a server is enough.
        let (reason, isTold) = state.withLock { ($0.metricsFailure, $0.missing["traces"] != nil) }
        if let otlp, let reason, !isTold {
            telling(
                "traces",
                "the run's metrics did not reach \(otlp.configuration.place): \(reason); the run is not affected")
        }
        guard let file else { return }
        file.write()
        if let reason = file.reason { telling("metrics", "the metrics were not written to \(file.path): \(reason)") }
    }

    private func settleMetrics(_ otlp: OTLPExporter, within limit: Duration) async {
        guard limit > .zero, !state.withLock({ $0.metricsFailure != nil }) else { return }
        var failure: String?
        do {
            let sent = try await Deadline.run(until: .now + limit) {
                try await otlp.sendMetrics()
                return true
            }
            if sent != true { failure = "it does not answer in time" }
        } catch {
            failure = (error as? SendingFailure)?.reason ?? "it was not waited for any longer"
        }
        if let failure { state.withLock { $0.metricsFailure = failure } }
    }

    private func settle<Item>(
        _ outbox: Outbox<Item>, _ target: String, _ things: String, _ place: String, within limit: Duration
    ) async {
        // Once is enough for a server that did not take them then.
        let isKnown = state.withLock { $0.missing[target] != nil }
        let tally = await outbox.settle(within: isKnown ? .zero : limit)
        let missing = tally.lost + tally.waiting
        guard missing > 0 else { return }
        let before = state.withLock { state in
            defer { state.missing[target] = missing }
            return state.missing[target] ?? 0
        }
        if missing > before {
            registry.add(Double(missing - before), to: "anneal.telemetry.lost", ["target": target], kind: .counter)
        }
        let reason = tally.reason ?? "it does not answer in time"
        telling(
            target,
            "\(missing) of \(missing + tally.sent) \(things) did not reach \(place): \(reason); the run is not affected"
        )
    }
}
