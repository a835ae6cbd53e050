internal import AnnealFoundation
internal import Synchronization

/// Counts what a context service does, for Prometheus.
final class ServiceMetrics: Sendable {
    private struct Counts {
        var calls = 0
        var failures = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: ServiceMetrics.bounds.count)
    }

    private struct State {
        var calls: [String: Counts] = [:]
        var files = 0
        var embedded = 0
        var unembedded = 0
        var reads = 0
        var tokens = 0
        var refused = 0
        var refusedConnections = 0
    }

    /// Upper bounds of the histogram, in seconds.
    private static let bounds = [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5]
    private let state = Mutex(State())

    func count(_ call: String, failed: Bool, took: Duration) {
        let seconds = took.seconds
        state.withLock { state in
            var counts = state.calls[call] ?? Counts()
            counts.calls += 1
            counts.seconds += seconds
            if failed { counts.failures += 1 }
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts.buckets[index] += 1 }
            state.calls[call] = counts
        }
    }

    func indexed(_ report: IndexReport) {
        state.withLock { state in
            state.files = report.files
            state.reads += report.changed
        }
    }

    func embedded(_ report: EmbeddingReport) { state.withLock { $0.embedded += report.embedded } }

    func embeddingFailed() { state.withLock { $0.unembedded += 1 } }

    func packed(tokens: Int) { state.withLock { $0.tokens += tokens } }

    func refusedConnection() { state.withLock { $0.refusedConnections += 1 } }

    func refused() { state.withLock { $0.refused += 1 } }

    /// The counts in Prometheus' text format 0.0.4.
    func text(events: Int) -> String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        func metric(_ name: String, _ type: String, _ help: String, _ values: [String]) {
            lines.append("# HELP anneal_context_\(name) \(help)")
            lines.append("# TYPE anneal_context_\(name) \(type)")
            lines += values.map { "anneal_context_\(name)\($0)" }
        }
        let calls = state.calls.sorted { $0.key < $1.key }
        metric("calls_total", "counter", "Calls by name.", calls.map { "{call=\"\($0.key)\"} \($0.value.calls)" })
        metric(
            "call_failures_total", "counter", "Calls that could not be answered, by name.",
            calls.map { "{call=\"\($0.key)\"} \($0.value.failures)" })
        var histogram: [String] = []
        for (call, counts) in calls {
            for (bound, count) in zip(Self.bounds, counts.buckets) {
                histogram.append("_bucket{call=\"\(call)\",le=\"\(bound)\"} \(count)")
            }
            histogram.append("_bucket{call=\"\(call)\",le=\"+Inf\"} \(counts.calls)")
            histogram.append("_sum{call=\"\(call)\"} \(counts.seconds)")
            histogram.append("_count{call=\"\(call)\"} \(counts.calls)")
        }
        metric("call_seconds", "histogram", "How long calls took.", histogram)
        metric("index_files", "gauge", "Files in the index.", [" \(state.files)"])
        metric(
            "index_files_read_total", "counter", "Files that were read because they had changed.", [" \(state.reads)"])
        metric("packed_tokens_total", "counter", "Tokens of all packs.", [" \(state.tokens)"])
        metric(
            "refused_requests_total", "counter", "Requests without the token or from elsewhere.", [" \(state.refused)"])
        metric(
            "refused_connections_total", "counter", "Connections beyond the limit.", [" \(state.refusedConnections)"])
        metric("pieces_embedded_total", "counter", "Pieces that got a vector.", [" \(state.embedded)"])
        metric(
            "queries_without_vector_total", "counter", "Queries whose vector could not be made.",
            [" \(state.unembedded)"])
        metric("run_events_total", "counter", "Events of runs that features were made of.", [" \(events)"])
        return lines.joined(separator: "\n") + "\n"
    }
}
