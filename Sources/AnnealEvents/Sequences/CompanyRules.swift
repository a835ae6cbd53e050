/// Which kinds occur in the same session, and which never do.
///
/// A rule weighs by how many failures were to be expected if the two kinds had nothing to do with each other: that two
/// rare kinds never met says nothing, that a rare one never met a common one does.
///
/// Source: R. Agrawal, T. Imieliński, A. Swami, "Mining association rules between sets of items", SIGMOD 1993, with the
/// expectation under independence (lift) as the measure of support.
struct CompanyRules: SequenceModel {
    private struct Partner {
        var kind: Int
        var nats: Double
        var support: Int
    }

    /// By kind: those that are never with it.
    private let strangers: [[Partner]]
    /// By kind: those that are always with it.
    private let companions: [[Partner]]
    private let isKnown: [Bool]
    private let total: Int

    init(sessions: [WeightedSession], kinds: Int, tolerance: Double) {
        var presence = [Int](repeating: 0, count: kinds)
        var together = [Int](repeating: 0, count: kinds * kinds)
        var total = 0
        for session in sessions {
            total += session.weight
            let present = Set(session.events)
            for kind in present {
                presence[kind] += session.weight
                for other in present { together[kind * kinds + other] += session.weight }
            }
        }
        var strangers = [[Partner]](repeating: [], count: kinds)
        var companions = strangers
        for kind in 0..<kinds where presence[kind] > 0 {
            for other in 0..<kinds where other != kind && presence[other] > 0 {
                let met = together[kind * kinds + other]
                let expected = Double(presence[kind]) * Double(presence[other]) / Double(total)
                if Double(met) <= tolerance * Double(min(presence[kind], presence[other])) {
                    let nats = SequenceEvidence.ofRule(support: expected, failures: Double(met))
                    strangers[kind].append(Partner(kind: other, nats: nats, support: presence[kind]))
                }
                let alone = presence[kind] - met
                if Double(alone) <= tolerance * Double(presence[kind]) {
                    let nats = SequenceEvidence.ofRule(
                        support: Double(presence[kind]) - expected, failures: Double(alone))
                    companions[kind].append(Partner(kind: other, nats: nats, support: presence[kind]))
                }
            }
        }
        self.strangers = strangers
        self.companions = companions
        self.total = total
        isKnown = presence.map { $0 > 0 }
    }

    func evidence(in session: [Int]) -> SequenceEvidence {
        var evidence = SequenceEvidence()
        var first: [Int: Int] = [:]
        for (index, kind) in session.enumerated() where first[kind] == nil { first[kind] = index + 1 }
        for kind in first.keys.sorted() {
            let position = first[kind] ?? 0
            guard kind < isKnown.count, isKnown[kind] else {
                evidence.raise(
                    to: SequenceEvidence.ofRule(support: Double(total), failures: 0),
                    .unknown(kind: kind, position: position))
                continue
            }
            for partner in strangers[kind] {
                guard let other = first[partner.kind] else { continue }
                evidence.raise(
                    to: partner.nats,
                    .together(kind, partner.kind, position: max(position, other), support: partner.support))
            }
            for partner in companions[kind] where first[partner.kind] == nil {
                evidence.raise(to: partner.nats, .missing(partner.kind, of: kind, support: partner.support))
            }
        }
        return evidence
    }
}
