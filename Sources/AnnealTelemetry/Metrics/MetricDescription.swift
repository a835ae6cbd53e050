/// A metric: what it counts, in what unit, and by which labels.
public struct MetricDescription: Sendable, Hashable {
    /// How its numbers behave.
    public enum Kind: String, Sendable, Hashable {
        /// Only grows.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values by size.
        case histogram
    }

    /// Its name with dots, as OpenTelemetry writes it: `gen_ai.client.operation.duration`.
    public var name: String
    /// How its numbers behave.
    public var kind: Kind
    /// Its unit by UCUM: `s`, `By`, `1`; in braces what is counted: `{token}`.
    public var unit: String
    /// What it counts, in a sentence.
    public var help: String
    /// The labels it has; others are left out.
    public var labels: [String]
    /// Upper bounds of a histogram, growing.
    public var buckets: [Double]

    /// Creates a description.
    public init(
        _ name: String, _ kind: Kind, unit: String = "", help: String, labels: [String] = [], buckets: [Double] = []
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.help = help
        self.labels = labels
        self.buckets = buckets
    }

    /// Bounds for lengths of time from 10 ms to 82 s, each twice the one before: those of the conventions for models.
    public static let durationBuckets = (0..<14).map { 0.01 * Double(1 << $0) }

    /// Bounds for counts of tokens, each four times the one before: those of the conventions for models.
    public static let tokenBuckets = (0..<14).map { Double(1 << (2 * $0)) }

    /// The unit as a word at the end of a name; empty where the name says it, or there is none.
    var unitWord: String {
        switch unit {
        case "s": "seconds"
        case "By": "bytes"
        case "1": kind == .gauge ? "ratio" : ""
        default: ""
        }
    }

    /// The name for Prometheus, with its unit, without `_total`.
    ///
    /// Source: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
    var prometheusName: String {
        var base = Self.sanitised(name)
        if base.hasSuffix("_total") { base.removeLast(6) }
        let word = unitWord
        return word.isEmpty || base.hasSuffix("_" + word) ? base : base + "_" + word
    }

    /// A name of letters, digits and `_`, which no digit begins.
    static func sanitised(_ name: String) -> String {
        var text = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        if text.first?.isNumber ?? true { text = "_" + text }
        return text
    }
}

/// A metric with its numbers.
public struct MetricFamily: Sendable, Hashable {
    /// A number, or many.
    public enum Value: Sendable, Hashable {
        /// Of a counter or gauge.
        case number(Double)
        /// Of a histogram.
        case histogram(Histogram)
    }

    /// Values by size.
    public struct Histogram: Sendable, Hashable {
        /// How many lie within each bound and above the one before; the last are those above all bounds.
        public var counts: [Int]
        /// Their sum.
        public var sum = 0.0
        /// How many there are.
        public var count: Int { counts.reduce(0, +) }

        init(bounds: Int) { counts = [Int](repeating: 0, count: bounds + 1) }

        mutating func add(_ value: Double, bounds: [Double]) {
            counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
            sum += value
        }
    }

    /// The numbers of one set of labels.
    public struct Series: Sendable, Hashable {
        /// Its labels, by name.
        public var labels: [String: String]
        /// Its number or numbers.
        public var value: Value
    }

    /// What it is.
    public var description: MetricDescription
    /// Its series, in the order of their labels.
    public var series: [Series]
}
