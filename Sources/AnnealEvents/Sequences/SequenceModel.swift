/// What was learned from sessions and can be surprised by another one.
protocol SequenceModel: Sendable {
    /// Learns from sessions.
    ///
    /// - Parameters:
    ///   - sessions: distinct sessions, each with how often it occurred; kinds are numbered from 0.
    ///   - kinds: how many kinds there are.
    ///   - tolerance: the share of sessions that may break a rule without ending it.
    init(sessions: [WeightedSession], kinds: Int, tolerance: Double)

    /// What is most unexpected about a session; kinds from `kinds` on were never seen.
    func evidence(in session: [Int]) -> SequenceEvidence
}

/// A session that occurred a number of times.
struct WeightedSession: Sendable {
    var events: [Int]
    var weight: Int

    /// How often each kind occurs in a session. Kinds that are not known are left out.
    static func counts(of events: [Int], kinds: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: kinds)
        for kind in events where kind < kinds { counts[kind] += 1 }
        return counts
    }
}
