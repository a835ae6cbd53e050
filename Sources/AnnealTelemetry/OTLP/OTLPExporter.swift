internal import AnnealFoundation
internal import Foundation
internal import Tracing

/// Brings spans to an OpenTelemetry collector, and metrics beside them.
final class OTLPExporter: SpanSink {
    /// Between two reports of the metrics.
    static let metricsPause = Duration.seconds(10)

    let configuration: OTLPConfiguration
    let outbox: Outbox<FinishedSpan>
    private let client: TelemetryClient
    private let registry: MetricsRegistry
    private let start = DefaultTracerClock.now.nanosecondsSinceEpoch

    init(
        _ configuration: OTLPConfiguration, registry: MetricsRegistry,
        limits: Outbox<FinishedSpan>.Limits = Outbox<FinishedSpan>.Limits()
    ) {
        self.configuration = configuration
        self.registry = registry
        let client = TelemetryClient(timeout: configuration.timeout, headers: configuration.headers)
        self.client = client
        outbox = Outbox(limits: limits) { spans async throws(SendingFailure) in
            guard let url = configuration.traces else { return 0 }
            let body = OTLPJSON.traces(spans, resource: configuration.resource)
            return try await Self.rejected(client.ask(url, body: Self.data(body)), "rejectedSpans")
        }
    }

    func take(_ span: FinishedSpan) {
        // Who made the trace may have said that it is not recorded; numbers are counted all the same.
        if configuration.traces != nil, span.reference.isSampled { outbox.put(span) }
    }

    /// Sends until it is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.outbox.run() }
            tasks.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.metricsPause)
                    if !Task.isCancelled { try? await self.sendMetrics() }
                }
            }
        }
    }

    /// Sends what the registry says now.
    func sendMetrics() async throws(SendingFailure) {
        guard let url = configuration.metrics else { return }
        let body = OTLPJSON.metrics(
            registry.families, resource: configuration.resource, start: start,
            now: DefaultTracerClock.now.nanosecondsSinceEpoch)
        let refused = try await Self.rejected(client.ask(url, body: Self.data(body)), "rejectedDataPoints")
        if refused > 0 { throw SendingFailure("the server refused \(refused) of them", isRetryable: false) }
    }

    /// How many of a batch the server took and then refused.
    private static func rejected(_ answer: TelemetryClient.Answer, _ member: String) -> Int {
        guard let partial = try? JSONValue(parsing: answer.body)["partialSuccess"] else { return 0 }
        return partial[member]?.intValue ?? partial[member]?.stringValue.flatMap { Int($0) } ?? 0
    }

    private static func data(_ body: JSONValue) throws(SendingFailure) -> Data {
        do {
            return try CanonicalJSON.data(body)
        } catch {
            throw SendingFailure("it cannot be written as JSON", isRetryable: false)
        }
    }
}
