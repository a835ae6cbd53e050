/// The four models of a detector, in the order of `SequenceReason.Model`.
struct SequenceModels: Sendable {
    private let models: [any SequenceModel]

    /// Learns from sessions of numbered kinds.
    init(sessions: [[Int]], kinds: Int, tolerance: Double) {
        var weights: [[Int]: Int] = [:]
        for session in sessions { weights[session, default: 0] += 1 }
        let weighted = weights.map { WeightedSession(events: $0.key, weight: $0.value) }
        models = [
            CountRules(sessions: weighted, kinds: kinds, tolerance: tolerance),
            CompanyRules(sessions: weighted, kinds: kinds, tolerance: tolerance),
            OrderRules(sessions: weighted, kinds: kinds, tolerance: tolerance),
            TransitionModel(sessions: weighted, kinds: kinds, tolerance: tolerance),
        ]
    }

    /// What surprises each model about a session.
    func evidence(in session: [Int]) -> [SequenceEvidence] { models.map { $0.evidence(in: session) } }
}

/// Numbers for the names of kinds, in the order of the names.
struct KindTable: Sendable {
    let names: [String]
    private let numbers: [String: Int]

    init(_ sessions: [[String]]) {
        names = Set(sessions.joined()).sorted()
        numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    /// The numbers of a session's kinds; `names.count` stands for every kind that is not known.
    func encode(_ session: [String]) -> [Int] { session.map { numbers[$0] ?? names.count } }
}
