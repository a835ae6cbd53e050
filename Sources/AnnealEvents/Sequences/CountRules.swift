/// Linear rules about how often kinds occur in a session: as many of the one as of the other, always three of these.
///
/// A program's control flow gives such invariants (what is opened is closed); they hold however concurrent parts are
/// interleaved, and a session that was cut off breaks them. Rules are found by keeping, for every pair of kinds, the
/// difference, the sum and the small ratios that (nearly) all sessions agree on.
///
/// Source: J.-G. Lou and others, "Mining invariants from console logs for system problem detection", USENIX ATC 2010;
/// M. Ernst and others, "Dynamically discovering likely program invariants", IEEE TSE 27 (2001), for the search by
/// elimination.
struct CountRules: SequenceModel {
    /// A rule; the kinds are numbers.
    enum Rule: Sendable, Hashable {
        /// This kind occurs so often in every session.
        case constant(Int, Int)
        /// This kind occurs so often in every session that has it.
        case whenPresent(Int, Int)
        /// The first kind's count minus the second's.
        case difference(Int, Int, Int)
        /// Both counts together.
        case sum(Int, Int, Int)
        /// `factor` times the first count is `otherFactor` times the second.
        case ratio(Int, factor: Int, Int, otherFactor: Int)
    }

    /// The ratios that are looked for besides equality.
    static let ratios = [(1, 2), (1, 3), (2, 1), (3, 1), (2, 3), (3, 2)]

    private let rules: [(rule: Rule, nats: Double)]
    private let kinds: Int

    init(sessions: [WeightedSession], kinds: Int, tolerance: Double) {
        var weights: [[Int]: Int] = [:]
        for session in sessions {
            weights[WeightedSession.counts(of: session.events, kinds: kinds), default: 0] += session.weight
        }
        let table = CountTable(rows: weights.map { ($0.key, $0.value) }, kinds: kinds, tolerance: tolerance)
        self.kinds = kinds
        // The strongest first, and in a fixed order: a dictionary's changes from process to process.
        rules = table.rules().sorted { $0.nats != $1.nats ? $0.nats > $1.nats : $0.rule.key < $1.rule.key }
    }

    func evidence(in session: [Int]) -> SequenceEvidence {
        let counts = WeightedSession.counts(of: session, kinds: kinds)
        var evidence = SequenceEvidence()
        guard let broken = rules.first(where: { !$0.rule.holds(for: counts) }) else { return evidence }
        let (first, second) = broken.rule.kinds
        evidence.raise(
            to: broken.nats, .count(broken.rule, first: counts[first], second: second.map { counts[$0] } ?? 0))
        return evidence
    }
}

extension CountRules.Rule {
    /// The kinds that the rule is about.
    var kinds: (Int, Int?) {
        switch self {
        case .constant(let kind, _), .whenPresent(let kind, _): (kind, nil)
        case .difference(let first, let second, _), .sum(let first, let second, _): (first, second)
        case .ratio(let first, _, let second, _): (first, second)
        }
    }

    /// Whether the rule says anything about a session.
    func applies(to counts: [Int]) -> Bool {
        switch self {
        case .constant: true
        case .whenPresent(let kind, _): counts[kind] > 0
        case .difference(let first, let second, _), .sum(let first, let second, _), .ratio(let first, _, let second, _):
            counts[first] > 0 || counts[second] > 0
        }
    }

    /// Whether the rule holds, or says nothing.
    func holds(for counts: [Int]) -> Bool {
        let (first, second) = (counts[kinds.0], kinds.1.map { counts[$0] } ?? 0)
        guard applies(to: counts) else { return true }
        return switch self {
        case .constant(_, let value), .whenPresent(_, let value): first == value
        case .difference(_, _, let value): first - second == value
        case .sum(_, _, let value): first + second == value
        case .ratio(_, let factor, _, let otherFactor): factor * first == otherFactor * second
        }
    }

    /// Orders rules of equal weight: simple ones first, then by kind.
    fileprivate var key: (Int, Int, Int) {
        let form =
            switch self {
            case .constant, .whenPresent: 0
            case .difference(_, _, let value): value == 0 ? 1 : 3
            case .ratio: 2
            case .sum: 4
            }
        return (form, kinds.0, (kinds.1 ?? 0) * 64 + factorOrder)
    }

    private var factorOrder: Int {
        guard case .ratio(_, let factor, _, let otherFactor) = self else { return 0 }
        return factor * 8 + otherFactor
    }
}
