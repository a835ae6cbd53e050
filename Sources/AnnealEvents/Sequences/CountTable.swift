/// Finds the rules that the counts of sessions agree on.
struct CountTable {
    private let rows: [(counts: [Int], weight: Int)]
    private let kinds: Int
    private let tolerance: Double
    private let total: Int
    /// How many sessions hold a kind.
    private let presence: [Int]

    /// Creates a table of distinct rows of counts with their weights.
    init(rows: [(counts: [Int], weight: Int)], kinds: Int, tolerance: Double) {
        self.rows = rows
        self.kinds = kinds
        self.tolerance = tolerance
        total = rows.reduce(0) { $0 + $1.weight }
        var presence = [Int](repeating: 0, count: kinds)
        for row in rows {
            for kind in 0..<kinds where row.counts[kind] > 0 { presence[kind] += row.weight }
        }
        self.presence = presence
    }

    /// The rules with their weight in nats. Complexity: O(pairs that qualify × distinct rows).
    func rules() -> [(rule: CountRules.Rule, nats: Double)] {
        var found: [(rule: CountRules.Rule, nats: Double)] = []
        for kind in 0..<kinds where presence[kind] > 0 {
            let value = majority { $0[kind] }
            keep(.constant(kind, value), into: &found)
            if presence[kind] < total {
                keep(.whenPresent(kind, majority(of: kind, kind) { count, _ in count }), into: &found)
            }
            for other in 0..<kinds where other > kind && presence[other] > 0 { pair(kind, other, into: &found) }
        }
        return found
    }

    /// Only pairs that occur together, or of which one is in every session, can have a rule worth checking.
    private func pair(_ first: Int, _ second: Int, into found: inout [(rule: CountRules.Rule, nats: Double)]) {
        let least = Double(total) * (1 - tolerance)
        let (more, fewer) = (max(presence[first], presence[second]), min(presence[first], presence[second]))
        let isAlwaysThere = Double(more) >= least
        // Quick to see for most pairs: kinds of different frequency are often apart.
        guard isAlwaysThere || Double(more - fewer) <= tolerance * Double(more + fewer), more >= 3 else { return }
        let apart = rows.reduce(0) { sum, row in
            (row.counts[first] > 0) != (row.counts[second] > 0) ? sum + row.weight : sum
        }
        let either = (more + fewer + apart) / 2
        let isTogether = Double(apart) <= tolerance * Double(either)
        guard isAlwaysThere || isTogether else { return }
        keep(.difference(first, second, majority(of: first, second) { $0 - $1 }), into: &found)
        keep(.sum(first, second, majority(of: first, second) { $0 + $1 }), into: &found)
        guard isTogether else { return }
        for (factor, otherFactor) in CountRules.ratios {
            keep(.ratio(first, factor: factor, second, otherFactor: otherFactor), into: &found)
        }
    }

    private func keep(_ rule: CountRules.Rule, into found: inout [(rule: CountRules.Rule, nats: Double)]) {
        var support = 0
        var failures = 0
        for row in rows {
            guard rule.applies(to: row.counts) else { continue }
            support += row.weight
            if !rule.holds(for: row.counts) { failures += row.weight }
        }
        guard support >= 3, Double(failures) <= tolerance * Double(support) else { return }
        found.append((rule, SequenceEvidence.ofRule(support: Double(support), failures: Double(failures))))
    }

    /// The only value that can be that of more than half of the sessions (Boyer and Moore's vote).
    private func majority(_ value: ([Int]) -> Int) -> Int {
        var (candidate, lead) = (0, 0)
        for row in rows { Self.vote(value(row.counts), row.weight, &candidate, &lead) }
        return candidate
    }

    private func majority(of first: Int, _ second: Int, _ value: (Int, Int) -> Int) -> Int {
        var (candidate, lead) = (0, 0)
        for row in rows where row.counts[first] > 0 || row.counts[second] > 0 {
            Self.vote(value(row.counts[first], row.counts[second]), row.weight, &candidate, &lead)
        }
        return candidate
    }

    private static func vote(_ value: Int, _ weight: Int, _ candidate: inout Int, _ lead: inout Int) {
        if value == candidate {
            lead += weight
        } else if weight > lead {
            (candidate, lead) = (value, weight - lead)
        } else {
            lead -= weight
        }
    }
}
