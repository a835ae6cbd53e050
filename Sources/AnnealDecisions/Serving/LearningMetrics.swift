internal import AnnealFoundation
internal import AnnealServing
internal import AnnealTelemetry
internal import Synchronization

/// Counts what the learning service does, for Prometheus.
final class LearningMetrics: RefusalCounting {
    private static let descriptions = [
        MetricDescription("anneal.learning.calls", .counter, help: "Calls by name.", labels: ["call"]),
        MetricDescription(
            "anneal.learning.call_failures", .counter, help: "Calls that could not be answered, by name.",
            labels: ["call"]),
        MetricDescription(
            "anneal.learning.call", .histogram, unit: "s", help: "How long calls took.", labels: ["call"],
            buckets: [0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.001_5, 0.002, 0.003, 0.005, 0.01, 0.05, 0.2, 1]),
        MetricDescription(
            "anneal.learning.decisions", .counter, help: "Choices by point, version and mode.",
            labels: ["point", "version", "mode"]),
        MetricDescription(
            "anneal.learning.outcomes", .counter, help: "Outcomes by point and whether the gate counts them.",
            labels: ["point", "counted"]),
        MetricDescription(
            "anneal.learning.unusable", .counter, help: "Choices for which a learned policy could not be asked.",
            labels: ["point"]),
        MetricDescription(
            "anneal.learning.policies", .gauge, help: "Policies that are ready, by point.", labels: ["point"]),
        MetricDescription(
            "anneal.learning.in_charge", .gauge, help: "1 for who decides at a point, 0 for who did before.",
            labels: ["point", "version"]),
        MetricDescription("anneal.learning.open_decisions", .gauge, help: "Choices whose outcome is awaited."),
        MetricDescription("anneal.learning.reloads", .counter, help: "Times that changed files were read."),
        MetricDescription(
            "anneal.learning.reload_failures", .counter, help: "Times that a changed file could not be read."),
        MetricDescription(
            "anneal.learning.refused_requests", .counter, help: "Requests without the token or from elsewhere."),
        MetricDescription("anneal.learning.refused_connections", .counter, help: "Connections beyond the limit."),
    ]

    private let registry = MetricsRegistry(descriptions)
    /// Whoever was in charge since the start, by point.
    private let charges = Mutex<[String: Set<String>]>([:])

    init() {
        // What has not happened yet is told as nothing, so that a rate begins with the first time.
        for description in Self.descriptions where description.labels.isEmpty {
            registry.add(0, to: description.name, kind: description.kind)
        }
    }

    func count(_ call: String, failed: Bool, took: Duration) {
        let labels = ["call": call]
        registry.add(1, to: "anneal.learning.calls", labels, kind: .counter)
        registry.add(failed ? 1 : 0, to: "anneal.learning.call_failures", labels, kind: .counter)
        registry.observe(took.seconds, in: "anneal.learning.call", labels)
    }

    func chose(_ point: String, version: String, mode: ServingMode) {
        registry.add(
            1, to: "anneal.learning.decisions", ["point": point, "version": version, "mode": mode.rawValue],
            kind: .counter)
    }

    func judged(_ point: String, isCounted: Bool) {
        registry.add(
            1, to: "anneal.learning.outcomes", ["point": point, "counted": "\(isCounted)"], kind: .counter)
    }

    func unusable(_ point: String) { registry.add(1, to: "anneal.learning.unusable", ["point": point], kind: .counter) }

    func looked(_ finding: PolicyShelf.Finding) {
        switch finding {
        case .unchanged: break
        case .read: registry.add(1, to: "anneal.learning.reloads", kind: .counter)
        case .failed:
            registry.add(1, to: "anneal.learning.reloads", kind: .counter)
            registry.add(1, to: "anneal.learning.reload_failures", kind: .counter)
        }
    }

    func refused() { registry.add(1, to: "anneal.learning.refused_requests", kind: .counter) }

    func refusedConnection() { registry.add(1, to: "anneal.learning.refused_connections", kind: .counter) }

    /// The counts in one of the text formats.
    ///
    /// - Parameters:
    ///   - shelves: the points and their policies.
    ///   - open: choices whose outcome is awaited.
    ///   - format: the format.
    /// - Returns: the text.
    func text(_ shelves: [PolicyShelf], open: Int, format: PrometheusText.Format) -> String {
        registry.set(Double(open), of: "anneal.learning.open_decisions")
        for shelf in shelves {
            let (point, state) = (shelf.point.point.name, shelf.current)
            registry.set(Double(state.policies.count), of: "anneal.learning.policies", ["point": point])
            let charge = state.gate.charge.description
            let all = charges.withLock { charges in
                charges[point, default: ["fixed"]].insert(charge)
                return charges[point] ?? []
            }
            for version in all {
                registry.set(
                    version == charge ? 1 : 0, of: "anneal.learning.in_charge", ["point": point, "version": version])
            }
        }
        return PrometheusText.render(registry.families, format: format)
    }
}
