public import Foundation

/// Finds kinds of events that come more often than they used to: at once in a window, or a little for a long time.
///
/// Time is cut into windows; those in which nothing at all happened are left out, since nobody worked then.
/// - **Burst**: the probability of at least so many events, under the predictive distribution of the windows before
///   (negative binomial: Poisson counts with an unknown rate, wider when the counts vary more than Poisson's), is below
///   `alpha`. Of W windows and K kinds about `alpha · W · K` are called bursts by chance.
/// - **Drift**: Page's CUSUM of the log-likelihood ratio of twice the usual rate to the usual one exceeds `ln(runLength)`.
///   By Lorden's bound a false alarm comes after `runLength` windows on average or later, for a known rate.
///
/// Sources: E. S. Page, Biometrika 41 (1954); G. Lorden, Ann. Math. Statist. 42 (1971); J. M. Lucas, "Counted data CUSUM's",
/// Technometrics 27 (1985); A. Gelman and others, "Bayesian Data Analysis", for the predictive distribution.
public struct RateMonitor: Sendable {
    /// What can be chosen.
    public struct Options: Sendable, Hashable {
        /// Seconds of a window.
        public var window: Double
        /// The chance of calling a usual window a burst.
        public var alpha: Double
        /// Windows from one false alarm of drift to the next, on average.
        public var runLength: Double
        /// How many windows are learned from before anything is said.
        public var learning: Int

        /// Creates options.
        public init(window: Double = 60, alpha: Double = 1e-5, runLength: Double = 10_000, learning: Int = 10) {
            self.window = window
            self.alpha = alpha
            self.runLength = runLength
            self.learning = learning
        }
    }

    /// A window in which a kind came too often.
    public struct Anomaly: Sendable, Hashable, Codable {
        /// How it was found.
        public enum Form: String, Sendable, Hashable, Codable {
            /// Many in one window.
            case burst
            /// A little more for a while.
            case drift
        }

        /// How it was found.
        public var form: Form
        /// The kind.
        public var kind: String
        /// The window's beginning.
        public var start: Date
        /// How many there were.
        public var count: Int
        /// How many a window had before, on average.
        public var expected: Double
        /// For a burst −ln of its probability, for a drift the sum; both in nats.
        public var score: Double
    }

    private struct Baseline: Sendable {
        var windows = 0
        var sum = 0.0
        var squares = 0.0
        var cusum = 0.0
    }

    private let options: Options
    private var counts: [String: Int] = [:]
    private var current: Int?
    private var windows = 0
    private var baselines: [String: Baseline] = [:]

    /// Creates a monitor that knows nothing yet.
    public init(options: Options = Options()) { self.options = options }

    /// Counts an event; events must come in the order of time, late ones count in the window that is open.
    ///
    /// - Parameters:
    ///   - kind: its kind, such as its type.
    ///   - time: when.
    /// - Returns: what was found in the window that ended with it, if one did.
    public mutating func count(_ kind: String, at time: Date) -> [Anomaly] {
        let window = Int((time.timeIntervalSince1970 / options.window).rounded(.down))
        var found: [Anomaly] = []
        if let current, window > current {
            found = close()
            self.current = window
        } else if current == nil {
            current = window
        }
        counts[kind, default: 0] += 1
        return found
    }

    /// Ends the open window.
    ///
    /// - Returns: what was found in it.
    public mutating func close() -> [Anomaly] {
        guard let current, !counts.isEmpty else { return [] }
        let start = Date(timeIntervalSince1970: Double(current) * options.window)
        var found: [Anomaly] = []
        for kind in Set(baselines.keys).union(counts.keys).sorted() {
            // A kind that is new was there zero times in all windows before.
            var baseline = baselines[kind] ?? Baseline(windows: windows)
            if let anomaly = judge(counts[kind] ?? 0, kind, &baseline, start) { found.append(anomaly) }
            baselines[kind] = baseline
        }
        windows += 1
        counts = [:]
        return found
    }

    private func judge(_ count: Int, _ kind: String, _ baseline: inout Baseline, _ start: Date) -> Anomaly? {
        let known = Double(baseline.windows)
        // Half an event more: a kind that never occurred has a rate that is small, not one that is zero.
        let mean = (baseline.sum + 0.5) / max(1, known)
        var anomaly: Anomaly?
        if baseline.windows >= options.learning {
            let score = -CountTail.logProbability(
                atLeast: count, sum: baseline.sum, squares: baseline.squares, windows: known)
            baseline.cusum = max(0, baseline.cusum + Double(count) * log(2) - mean)
            if Double(count) > mean, score > -log(options.alpha) {
                anomaly = Anomaly(
                    form: .burst, kind: kind, start: start, count: count, expected: mean, score: score)
            } else if baseline.cusum > log(options.runLength) {
                anomaly = Anomaly(
                    form: .drift, kind: kind, start: start, count: count, expected: mean, score: baseline.cusum)
            }
            if anomaly != nil { baseline.cusum = 0 }
        }
        baseline.windows += 1
        // What was found to be unusual does not make the baseline, or a burst would hide the next one.
        guard anomaly == nil else {
            baseline.sum += mean
            baseline.squares += mean * mean
            return anomaly
        }
        baseline.sum += Double(count)
        baseline.squares += Double(count * count)
        return nil
    }
}
