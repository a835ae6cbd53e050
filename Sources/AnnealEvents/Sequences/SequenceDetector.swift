internal import AnnealFoundation
internal import Foundation

/// Finds sessions whose events are not as in normal ones, and says what is wrong with them.
///
/// Four models learn from normal sessions only: counts of kinds, which kinds occur together, their order, and what
/// follows on what. Each is surprised by what it did not see; held-out training sessions tell how rare that much surprise
/// is, and a session's score is −ln of the least of the four shares. The threshold is the score that the wanted share of
/// held-out training sessions exceeds. Kinds are names; a session's end counts, so that one cut short is unexpected.
///
/// `docs/algorithms/sequences.md` has the formulas, what was measured and where it fails.
public struct SequenceDetector: Sendable {
    /// What can be chosen.
    public struct Options: Sendable, Hashable {
        /// The share of normal sessions that may be called anomalous, between 0 and 1, both excluded.
        public var falsePositiveRate: Double
        /// The share of the training sessions that is left out as the most unexpected, from 0 below 0.5, since some may be
        /// anomalous themselves: some four times as many as there may be.
        public var tolerance: Double
        /// In how many parts the training sessions are held out in turn; at least 2.
        public var folds: Int
        /// Seed of the parts.
        public var seed: UInt64

        /// Creates options.
        public init(falsePositiveRate: Double = 0.001, tolerance: Double = 0, folds: Int = 10, seed: UInt64 = 0) {
            self.falsePositiveRate = falsePositiveRate
            self.tolerance = tolerance
            self.folds = folds
            self.seed = seed
        }
    }

    /// Above which score a session is anomalous, and why there.
    public let threshold: DetectionThreshold

    private let table: KindTable
    private let models: SequenceModels
    private let scales: [TailScale]

    /// Learns from normal sessions.
    ///
    /// Complexity: O(folds × distinct sessions × length × distinct kinds in one), and kinds² of memory.
    ///
    /// - Parameters:
    ///   - sessions: the kinds of the events of each, in order; empty sessions count as well.
    ///   - options: what can be chosen.
    /// - Throws: `SequenceError` for options out of range and fewer than 10 sessions.
    public init(training sessions: [[String]], options: Options = Options()) throws(SequenceError) {
        try Self.check(options, sessions: sessions.count)
        let table = KindTable(sessions)
        var encoded = sessions.map { table.encode($0) }
        let kinds = table.names.count
        if options.tolerance > 0 {
            encoded = Self.leavingOutTheStrangest(of: encoded, kinds: kinds, options: options)
        }
        let heldOut = Self.heldOutEvidence(of: encoded, kinds: kinds, tolerance: 0, options: options)
        let scales = Self.scales(heldOut)
        self.table = table
        self.scales = scales
        models = SequenceModels(sessions: encoded, kinds: kinds, tolerance: 0)
        threshold = DetectionThreshold(
            heldOutScores: heldOut.map { Self.score($0, scales) }, options: options)
    }

    /// Judges a session.
    ///
    /// - Parameter session: the kinds of its events in order.
    /// - Returns: its score, whether that is above the threshold, and the reason if anything was unexpected.
    public func judge(_ session: [String]) -> SequenceVerdict {
        let encoded = table.encode(session)
        let evidence = models.evidence(in: encoded)
        let scores = zip(evidence, scales).map { $1.score($0.nats) }
        let best = scores.indices.max { (scores[$0], evidence[$0].nats) < (scores[$1], evidence[$1].nats) }
        let score = best.map { scores[$0] } ?? 0
        let reason = best.flatMap { index in
            evidence[index].finding.map {
                ReasonText(table: table, session: session).reason($0, model: SequenceReason.Model.allCases[index])
            }
        }
        return SequenceVerdict(score: score, isAnomalous: score > threshold.score, reason: score > 0 ? reason : nil)
    }

    private static func check(_ options: Options, sessions: Int) throws(SequenceError) {
        func fail(_ message: String, _ place: String, _ remedy: String) -> SequenceError {
            SequenceError(code: .option, message: message, place: place, remedy: remedy)
        }
        guard options.falsePositiveRate > 0, options.falsePositiveRate < 1 else {
            throw fail(
                "the false-positive rate is \(options.falsePositiveRate)", "falsePositiveRate",
                "choose one between 0 and 1, such as 0.001")
        }
        guard options.tolerance >= 0, options.tolerance < 0.5 else {
            throw fail(
                "the tolerance is \(options.tolerance)", "tolerance", "choose one from 0 below 0.5, such as 0.002")
        }
        guard options.folds >= 2 else {
            throw fail("the number of folds is \(options.folds)", "folds", "choose 2 or more, such as 10")
        }
        guard sessions >= 10 else {
            throw SequenceError(
                code: .tooFew, message: "\(sessions) sessions are too few to learn from",
                remedy: "give at least 10 normal sessions; a false-positive rate of 0.001 needs 1,000")
        }
    }

    /// The sessions without the tolerated share that is the most unexpected to rules which bear as many failures.
    private static func leavingOutTheStrangest(
        of sessions: [[Int]], kinds: Int, options: Options
    ) -> [[Int]] {
        let heldOut = heldOutEvidence(of: sessions, kinds: kinds, tolerance: options.tolerance, options: options)
        let scales = scales(heldOut)
        let strangeness = heldOut.map { score($0, scales) }
        let order = sessions.indices.sorted { (strangeness[$1], $0) < (strangeness[$0], $1) }
        let left = Set(order.prefix(Int(options.tolerance * Double(sessions.count))))
        return sessions.indices.filter { !left.contains($0) }.map { sessions[$0] }
    }

    private static func scales(_ heldOut: [[Double]]) -> [TailScale] {
        SequenceReason.Model.allCases.indices.map { model in TailScale(heldOut: heldOut.map { $0[model] }) }
    }

    /// The evidence of each session by each model, learned from the other parts.
    private static func heldOutEvidence(
        of sessions: [[Int]], kinds: Int, tolerance: Double, options: Options
    ) -> [[Double]] {
        var generator = SplitMix64(seed: options.seed)
        let order = sessions.indices.shuffled(using: &generator)
        let folds = min(options.folds, sessions.count)
        var evidence = [[Double]](repeating: [], count: sessions.count)
        for fold in 0..<folds {
            let rest = order.indices.filter { $0 % folds != fold }.map { sessions[order[$0]] }
            let models = SequenceModels(sessions: rest, kinds: kinds, tolerance: tolerance)
            var known: [[Int]: [Double]] = [:]
            for index in order.indices where index % folds == fold {
                let session = sessions[order[index]]
                let found = known[session] ?? models.evidence(in: session).map(\.nats)
                known[session] = found
                evidence[order[index]] = found
            }
        }
        return evidence
    }

    private static func score(_ evidence: [Double], _ scales: [TailScale]) -> Double {
        zip(evidence, scales).map { $1.score($0) }.max() ?? 0
    }
}
