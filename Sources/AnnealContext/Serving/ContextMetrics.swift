internal import AnnealFoundation
internal import AnnealServing
internal import AnnealTelemetry
internal import Synchronization

/// Counts what a context service does, for Prometheus.
final class ContextMetrics: RefusalCounting {
    private static let descriptions = [
        MetricDescription("anneal.context.calls", .counter, help: "Calls by name.", labels: ["call"]),
        MetricDescription(
            "anneal.context.call_failures", .counter, help: "Calls that could not be answered, by name.",
            labels: ["call"]),
        MetricDescription(
            "anneal.context.call", .histogram, unit: "s", help: "How long calls took.", labels: ["call"],
            buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5]),
        MetricDescription("anneal.context.index_files", .gauge, help: "Files in the index."),
        MetricDescription(
            "anneal.context.index_files_read", .counter, help: "Files that were read because they had changed."),
        MetricDescription("anneal.context.packed_tokens", .counter, help: "Tokens of all packs."),
        MetricDescription(
            "anneal.context.refused_requests", .counter, help: "Requests without the token or from elsewhere."),
        MetricDescription("anneal.context.refused_connections", .counter, help: "Connections beyond the limit."),
        MetricDescription("anneal.context.pieces_embedded", .counter, help: "Pieces that got a vector."),
        MetricDescription(
            "anneal.context.queries_without_vector", .counter, help: "Queries whose vector could not be made."),
        MetricDescription(
            "anneal.context.run_events", .counter, help: "Events of runs that features were made of."),
    ]

    private let registry = MetricsRegistry(descriptions)
    private let events = Mutex(0)

    init() {
        // What has not happened yet is told as nothing, so that a rate begins with the first time.
        for description in Self.descriptions where description.labels.isEmpty {
            registry.add(0, to: description.name, kind: description.kind)
        }
    }

    func count(_ call: String, failed: Bool, took: Duration) {
        let labels = ["call": call]
        registry.add(1, to: "anneal.context.calls", labels, kind: .counter)
        registry.add(failed ? 1 : 0, to: "anneal.context.call_failures", labels, kind: .counter)
        registry.observe(took.seconds, in: "anneal.context.call", labels)
    }

    func indexed(_ report: IndexReport) {
        registry.set(Double(report.files), of: "anneal.context.index_files")
        registry.add(Double(report.changed), to: "anneal.context.index_files_read", kind: .counter)
    }

    func packed(tokens: Int) { registry.add(Double(tokens), to: "anneal.context.packed_tokens", kind: .counter) }

    func embedded(_ report: EmbeddingReport) {
        registry.add(Double(report.embedded), to: "anneal.context.pieces_embedded", kind: .counter)
    }

    func embeddingFailed() { registry.add(1, to: "anneal.context.queries_without_vector", kind: .counter) }

    func refusedConnection() { registry.add(1, to: "anneal.context.refused_connections", kind: .counter) }

    func refused() { registry.add(1, to: "anneal.context.refused_requests", kind: .counter) }

    /// The counts in one of the text formats.
    ///
    /// - Parameters:
    ///   - count: events of runs so far.
    ///   - format: the format.
    /// - Returns: the text.
    func text(events count: Int, format: PrometheusText.Format) -> String {
        let more = events.withLock { known in
            defer { known = max(known, count) }
            return max(0, count - known)
        }
        registry.add(Double(more), to: "anneal.context.run_events", kind: .counter)
        return PrometheusText.render(registry.families, format: format)
    }
}
