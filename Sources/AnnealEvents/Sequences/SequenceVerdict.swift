internal import Foundation

/// What a detector says of a session.
public struct SequenceVerdict: Sendable, Hashable, Codable {
    /// −ln of the share of normal sessions that are as unexpected; 0 when nothing is.
    public var score: Double
    /// Whether the score is above the threshold.
    public var isAnomalous: Bool
    /// What is most unexpected; `nil` when nothing is.
    public var reason: SequenceReason?
}

/// The score above which a session is called anomalous, and where it comes from: training sessions that were held out.
public struct DetectionThreshold: Sendable, Hashable, Codable {
    /// The score.
    public var score: Double
    /// The share of normal sessions that was to lie above.
    public var falsePositiveRate: Double
    /// The training sessions, each of which was held out once.
    public var sessions: Int
    /// In how many parts.
    public var folds: Int
    /// How many of the held-out sessions lie above the threshold.
    public var above: Int

    /// The least score that no more than the wanted share of the held-out ones exceeds.
    init(heldOutScores: [Double], options: SequenceDetector.Options) {
        let sorted = heldOutScores.sorted(by: >)
        let allowed = min(sorted.count - 1, Int(options.falsePositiveRate * Double(sorted.count)))
        let score = sorted[allowed]
        self.score = score
        falsePositiveRate = options.falsePositiveRate
        sessions = sorted.count
        folds = min(options.folds, sorted.count)
        above = sorted.count { $0 > score }
    }

    /// In a sentence.
    public var origin: String {
        let share = (Double(above) / Double(sessions) * 100).formatted(.number.precision(.significantDigits(1...2)))
        var text =
            "\(above) of \(sessions) training sessions (\(share) %) lie above it when held out in \(folds) parts"
        if falsePositiveRate * Double(sessions) < 1 {
            text += "; they are too few to tell rates below 1 in \(sessions)"
        }
        return text
    }
}
