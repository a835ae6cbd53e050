/// Metrics as Prometheus reads them.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and
/// https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
public enum PrometheusText {
    /// Which of the two text formats.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// Prometheus' text format 0.0.4.
        case text
        /// OpenMetrics 1.0.
        case openMetrics

        /// What a client that sends this header gets: OpenMetrics where it asks for it.
        ///
        /// - Parameter accept: the value of `Accept`.
        public init(accept: String?) {
            self = accept?.contains("application/openmetrics-text") == true ? .openMetrics : .text
        }

        /// The value of `Content-Type`.
        public var contentType: String {
            switch self {
            case .text: "text/plain; version=0.0.4; charset=utf-8"
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            }
        }
    }

    /// Writes metrics; those without any series are left out.
    ///
    /// - Parameters:
    ///   - families: the metrics.
    ///   - format: the format.
    /// - Returns: the text, with a line break at its end.
    public static func render(_ families: [MetricFamily], format: Format = .text) -> String {
        var lines: [String] = []
        for family in families where !family.series.isEmpty {
            lines += head(of: family.description, format: format)
            for series in family.series { lines += samples(of: series, in: family.description) }
        }
        if format == .openMetrics { lines.append("# EOF") }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func head(of description: MetricDescription, format: Format) -> [String] {
        let name = description.prometheusName
        // In OpenMetrics a counter's samples end in `_total`, its name does not.
        let family = description.kind == .counter && format == .text ? name + "_total" : name
        var lines = [
            "# HELP \(family) \(escaped(description.help, quotes: format == .openMetrics))",
            "# TYPE \(family) \(description.kind.rawValue)",
        ]
        if format == .openMetrics, !description.unitWord.isEmpty {
            lines.append("# UNIT \(family) \(description.unitWord)")
        }
        return lines
    }

    private static func samples(of series: MetricFamily.Series, in description: MetricDescription) -> [String] {
        let name = description.prometheusName
        let labels = description.labels.compactMap { label in
            series.labels[label].map { "\(MetricDescription.sanitised(label))=\"\(escaped($0, quotes: true))\"" }
        }
        func line(_ suffix: String, _ value: String, more: [String] = []) -> String {
            let all = labels + more
            return "\(name)\(suffix)\(all.isEmpty ? "" : "{\(all.joined(separator: ","))}") \(value)"
        }
        switch series.value {
        case .number(let value): return [line(description.kind == .counter ? "_total" : "", number(value))]
        case .histogram(let histogram):
            var sum = 0
            var lines = zip(description.buckets, histogram.counts).map { bound, count in
                sum += count
                return line("_bucket", "\(sum)", more: ["le=\"\(bound)\""])
            }
            lines.append(line("_bucket", "\(histogram.count)", more: ["le=\"+Inf\""]))
            return lines + [line("_sum", number(histogram.sum)), line("_count", "\(histogram.count)")]
        }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        // Scalars: with an accent behind it a quote is another `Character`, and still ends a label.
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": continue
            case "\"" where quotes: result.append(contentsOf: "\\\"".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
