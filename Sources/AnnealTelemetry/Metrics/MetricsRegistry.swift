internal import Synchronization

/// Keeps the numbers of a process, for whoever asks. Behind the interface of swift-metrics (`Counter`, `Timer`, …), and
/// to be used directly.
///
/// A metric that was described has the labels of its description and no others. A metric has at most `seriesLimit` sets
/// of labels; those that come later are counted together, with the value `other` for each label.
public final class MetricsRegistry: Sendable {
    private struct Metric {
        var description: MetricDescription
        var series: [[String]: MetricFamily.Value] = [:]
    }

    private let seriesLimit: Int
    private let state: Mutex<[String: Metric]>

    /// Creates a registry.
    ///
    /// - Parameters:
    ///   - descriptions: the metrics.
    ///   - seriesLimit: the most sets of labels of a metric.
    public init(_ descriptions: [MetricDescription] = [], seriesLimit: Int = 100) {
        self.seriesLimit = seriesLimit
        state = Mutex(
            Dictionary(descriptions.map { ($0.name, Metric(description: $0)) }, uniquingKeysWith: { $1 }))
    }

    /// Every metric with its numbers, by name. Complexity: O(n log n) in the number of series.
    public var families: [MetricFamily] {
        state.withLock { $0 }.values.sorted { $0.description.name < $1.description.name }.map { metric in
            let names = metric.description.labels
            let series = metric.series.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { values, value in
                MetricFamily.Series(
                    labels: Dictionary(uniqueKeysWithValues: zip(names, values)).filter { !$0.value.isEmpty },
                    value: value)
            }
            return MetricFamily(description: metric.description, series: series)
        }
    }

    /// Adds to a counter or gauge; a counter does not take less than nothing.
    public func add(_ amount: Double, to name: String, _ labels: [String: String] = [:], kind: MetricDescription.Kind) {
        change(name, labels, kind) { value, _ in
            guard case .number(let number) = value, amount.isFinite, amount >= 0 || kind == .gauge else { return }
            value = .number(number + amount)
        }
    }

    /// Sets a gauge.
    public func set(_ number: Double, of name: String, _ labels: [String: String] = [:]) {
        change(name, labels, .gauge) { value, _ in value = .number(number) }
    }

    /// Takes a counter back to nothing, as only a restart does otherwise.
    func reset(_ name: String, _ labels: [String: String]) {
        change(name, labels, .counter) { value, _ in value = .number(0) }
    }

    /// Counts a value in a histogram.
    public func observe(_ number: Double, in name: String, _ labels: [String: String] = [:]) {
        change(name, labels, .histogram) { value, description in
            guard case .histogram(var histogram) = value, number.isFinite else { return }
            histogram.add(number, bounds: description.buckets)
            value = .histogram(histogram)
        }
    }

    /// Changes one series. What is used as another kind than it was described as is left alone.
    private func change(
        _ name: String, _ labels: [String: String], _ kind: MetricDescription.Kind,
        _ body: (inout MetricFamily.Value, MetricDescription) -> Void
    ) {
        state.withLock { metrics in
            var metric =
                metrics[name]
                ?? Metric(
                    description: MetricDescription(
                        name, kind, help: "Not described.", labels: labels.keys.sorted(),
                        buckets: kind == .histogram ? MetricDescription.durationBuckets : []))
            guard metric.description.kind == kind else { return }
            var key = metric.description.labels.map { labels[$0] ?? "" }
            if metric.series[key] == nil, metric.series.count >= seriesLimit { key = key.map { _ in "other" } }
            let empty: MetricFamily.Value =
                kind == .histogram
                ? .histogram(MetricFamily.Histogram(bounds: metric.description.buckets.count)) : .number(0)
            body(&metric.series[key, default: empty], metric.description)
            metrics[name] = metric
        }
    }
}
