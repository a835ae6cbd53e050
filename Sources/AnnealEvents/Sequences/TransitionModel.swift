internal import Foundation

/// How probable each event is after the one before it; the session's end counts as an event, and so does its beginning as
/// what comes before the first.
///
/// Witten and Bell's interpolation mixes the counts after the event before with the counts of all events and a uniform
/// share, so that what was never seen has a probability as well. A session's evidence is that of its most unexpected
/// event.
///
/// Source: I. Witten, T. Bell, "The zero-frequency problem", IEEE Trans. Information Theory 37 (1991), method C.
struct TransitionModel: SequenceModel {
    /// By the kind before (`kinds` for the beginning): counts of what follows (`kinds` for the end).
    private let following: [[Int: Int]]
    private let totals: [Int]
    private let all: [Int: Int]
    private let total: Int
    private let kinds: Int
    private let known: Int

    init(sessions: [WeightedSession], kinds: Int, tolerance: Double) {
        var following = [[Int: Int]](repeating: [:], count: kinds + 1)
        var all: [Int: Int] = [:]
        for session in sessions {
            var before = kinds
            for kind in session.events + [kinds] {
                following[before][kind, default: 0] += session.weight
                all[kind, default: 0] += session.weight
                before = kind
            }
        }
        self.following = following
        self.all = all
        self.kinds = kinds
        totals = following.map { $0.values.reduce(0, +) }
        total = all.values.reduce(0, +)
        known = all.count - 1
    }

    func evidence(in session: [Int]) -> SequenceEvidence {
        var evidence = SequenceEvidence()
        var before = kinds
        for (index, kind) in (session + [kinds]).enumerated() {
            // A kind that was never seen must not be taken for the end.
            let event = kind < kinds ? kind : (index == session.count ? kinds : -1)
            let context = before
            let probability = probability(of: event, after: context)
            evidence.raise(
                to: -log(probability),
                .transition(
                    position: index + 1, kind: index == session.count ? nil : kind, after: index == 0 ? nil : context,
                    probability: probability, usual: usual(after: context)))
            before = kind < kinds ? kind : -1
        }
        return evidence
    }

    /// The probability of an event after another; −1 stands for a kind that was never seen.
    func probability(of event: Int, after before: Int) -> Double {
        var probability = 1 / Double(known + 2)
        probability = Self.mix(all, total: total, event, probability)
        guard before >= 0, totals[before] > 0 else { return probability }
        return Self.mix(following[before], total: totals[before], event, probability)
    }

    private static func mix(_ counts: [Int: Int], total: Int, _ event: Int, _ rest: Double) -> Double {
        let distinct = Double(counts.count)
        return (Double(counts[event] ?? 0) + distinct * rest) / (Double(total) + distinct)
    }

    /// The three most frequent events after another, the end as `nil`.
    private func usual(after before: Int) -> [Int?] {
        guard before >= 0 else { return [] }
        return following[before].sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map {
            $0.key == kinds ? nil : $0.key
        }
    }
}
