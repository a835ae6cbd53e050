/// Which kinds come before which, however far apart: a partial order that holds for every interleaving.
///
/// Source: the happened-before and precedence invariants of I. Beschastnikh and others, "Leveraging existing
/// instrumentation to automatically infer invariant-constrained models" (Synoptic), ESEC/FSE 2011; the relation
/// `neverOvertakes` is that of a place in a Petri net (W. van der Aalst, "Process Mining", 2011).
struct OrderRules: SequenceModel {
    /// How two kinds are ordered.
    enum Relation: Int, Sendable, CaseIterable {
        /// All of the first come before any of the second.
        case allBefore
        /// At every moment at least as many of the first occurred as of the second.
        case neverOvertakes
        /// The first one of the first comes before the first one of the second.
        case startsBefore
        /// The last one of the first comes before the last one of the second.
        case endsBefore
    }

    /// At `(relation × kinds + first) × kinds + second`; 0 when there is no such rule.
    private let nats: [Double]
    private let support: [Int]
    private let kinds: Int

    init(sessions: [WeightedSession], kinds: Int, tolerance: Double) {
        var support = [Int](repeating: 0, count: kinds * kinds)
        var failures = [Int](repeating: 0, count: Relation.allCases.count * kinds * kinds)
        for session in sessions {
            Self.compare(session.events, kinds: kinds) { first, second, held in
                support[first * kinds + second] += session.weight
                for relation in Relation.allCases where !held[relation.rawValue] {
                    failures[(relation.rawValue * kinds + first) * kinds + second] += session.weight
                }
            }
        }
        self.kinds = kinds
        nats = failures.enumerated().map { index, failures in
            let support = support[index % (kinds * kinds)]
            guard support >= 3, Double(failures) <= tolerance * Double(support) else { return 0 }
            return SequenceEvidence.ofRule(support: Double(support), failures: Double(failures))
        }
        self.support = support
    }

    func evidence(in session: [Int]) -> SequenceEvidence {
        var evidence = SequenceEvidence()
        Self.compare(session.filter { $0 < kinds }, kinds: kinds) { first, second, held in
            for relation in Relation.allCases where !held[relation.rawValue] {
                let weight = nats[(relation.rawValue * kinds + first) * kinds + second]
                evidence.raise(
                    to: weight, .order(relation, first, second, support: support[first * kinds + second]))
            }
        }
        return evidence
    }

    /// Tells for each ordered pair of kinds in a session which relations hold. Complexity: O(events × distinct kinds).
    private static func compare(_ events: [Int], kinds: Int, _ body: (Int, Int, [Bool]) -> Void) {
        var place = [Int](repeating: -1, count: kinds)
        var present: [Int] = []
        var (firsts, lasts): ([Int], [Int]) = ([], [])
        for (index, kind) in events.enumerated() {
            if place[kind] < 0 {
                place[kind] = present.count
                present.append(kind)
                firsts.append(index)
                lasts.append(index)
            } else {
                lasts[place[kind]] = index
            }
        }
        let size = present.count
        var seen = [Int](repeating: 0, count: size)
        var isOvertaken = [Bool](repeating: false, count: size * size)
        for kind in events {
            let at = place[kind]
            seen[at] += 1
            for other in 0..<size where seen[other] < seen[at] { isOvertaken[other * size + at] = true }
        }
        for first in 0..<size {
            for second in 0..<size where second != first {
                body(
                    present[first], present[second],
                    [
                        lasts[first] < firsts[second], !isOvertaken[first * size + second],
                        firsts[first] < firsts[second], lasts[first] < lasts[second],
                    ])
            }
        }
    }
}
