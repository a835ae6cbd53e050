public import Foundation

extension PolicyStore {
    /// Lets the gate of a point learn from decisions that were drawn between its two policies.
    ///
    /// - Parameters:
    ///   - decisions: decisions with their outcomes; those of other points or versions, and those without an outcome, are
    ///     passed over.
    ///   - point: the point.
    ///   - time: when.
    /// - Returns: the changes of who is in charge.
    /// - Throws: `SuiteError` when the gate cannot be read or stored.
    public func learn(
        from decisions: [(Decision, Outcome?)], at point: String, time: Date
    ) throws(SuiteError) -> [GateChange] {
        let own = decisions.filter { $0.0.point == point && $0.1 != nil }
        guard !own.isEmpty else { return [] }
        return try locked { () throws(SuiteError) in try learn(from: own, of: point, time: time) }
    }

    private func learn(
        from own: [(Decision, Outcome?)], of point: String, time: Date
    ) throws(SuiteError) -> [GateChange] {
        var gate = try gate(of: point)
        var changes: [GateChange] = []
        for (decision, outcome) in own {
            guard let outcome, let fixed = decision.state[PolicyDraw.fixedShare],
                let learned = decision.state[PolicyDraw.learnedShare],
                let version = gate.version, decision.candidates.last?.hasPrefix("\(version): ") == true
            else { continue }
            let change = gate.observe(
                GateObservation(
                    choice: decision.choice, reward: min(1, max(0, outcome.reward)), logging: [fixed, learned],
                    fixed: [1, 0], learned: [0, 1]), of: decision.id, at: time)
            try store(gate, change: change)
            if let change { changes.append(change) }
        }
        return changes
    }
}
