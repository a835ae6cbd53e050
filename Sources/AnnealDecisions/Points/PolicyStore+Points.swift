public import AnnealFoundation
public import Foundation

extension PolicyStore {
    /// Reads a policy of a point other than `selection.arm`.
    ///
    /// - Parameters:
    ///   - version: its version.
    ///   - point: its decision point.
    /// - Returns: the policy.
    /// - Throws: `SuiteError` when there is none or it cannot be read.
    public func pointPolicy(_ version: String, point: String) throws(SuiteError) -> PointPolicy {
        try stored(PointPolicy.self, version, point: point)
    }

    /// Stores a policy and shows it to the gate of its point, with what recorded outcomes say of it.
    ///
    /// - Parameters:
    ///   - policy: the policy; one of the same version is replaced.
    ///   - weighing: whether recorded outcomes may let it in; not where nothing else is ever tried, since then nothing would
    ///     watch it.
    ///   - time: when.
    /// - Returns: the gate.
    /// - Throws: `SuiteError` when something cannot be read or stored.
    public func show(_ policy: PointPolicy, weighing: Bool, at time: Date) throws(SuiteError) -> PolicyGate {
        try write(policy, to: file(of: policy.version, point: policy.point))
        return try locked { () throws(SuiteError) in
            var gate = try self.gate(of: policy.point)
            let change = gate.consider(policy.version, isVetoed: policy.isVetoed, at: time)
            try store(gate, change: change)
            if weighing, let recorded = policy.recorded {
                let change = gate.weigh(recorded, at: time)
                try store(gate, change: change)
            }
            return gate
        }
    }

    /// What is known when a point's decision is drawn between the fixed and the learned policy.
    public struct PointDraw: Sendable {
        /// The decision's identifier, which alone decides the draw.
        public var id: String
        /// The point.
        public var point: String
        /// The run, if any.
        public var run: RunID?
        /// What is known, by name.
        public var state: [String: Double]
        /// What the learned policy would do.
        public var learned: String
        /// The share of whoever is not in charge.
        public var exploration: Double

        /// Creates a draw.
        public init(
            id: String, point: String, run: RunID? = nil, state: [String: Double], learned: String, exploration: Double
        ) {
            self.id = id
            self.point = point
            self.run = run
            self.state = state
            self.learned = learned
            self.exploration = exploration
        }

        /// What is chosen between, as it is logged.
        ///
        /// - Parameter version: the learned policy's.
        /// - Returns: two texts.
        func candidates(of version: String) -> [String] { ["fixed", "\(version): \(learned)"] }
    }

    /// Draws who decides, by the gate of a point.
    ///
    /// - Parameters:
    ///   - draw: what is known.
    ///   - before: the decision, if it was made before the run was interrupted.
    ///   - time: when.
    /// - Returns: the decision, whose choice is 1 where the learned policy decides; `nil` where none is watched, and for a
    ///   decision of another version, which is kept and counts for nothing.
    /// - Throws: `SuiteError` when the gate cannot be read.
    public func decision(_ draw: PointDraw, before: Decision?, at time: Date) throws(SuiteError) -> Decision? {
        let gate = try gate(of: draw.point)
        guard let version = gate.version else { return nil }
        let candidates = draw.candidates(of: version)
        if let before { return before.candidates == candidates ? before : nil }
        return PolicyDraw(key: draw.id, charge: gate.charge, exploration: draw.exploration).decision(
            draw.id, point: draw.point, run: draw.run, features: draw.state, candidates: candidates, version: version,
            time: time)
    }
}

extension Decision {
    /// A decision that is drawn evenly among all candidates of a point, by its identifier alone.
    ///
    /// - Parameters:
    ///   - id: its identifier.
    ///   - point: the point.
    ///   - run: the run, if any.
    ///   - state: what is known, by name.
    ///   - time: when.
    /// - Returns: the decision, with the probability of what was drawn.
    public static func drawn(
        _ id: String, at point: any LearnablePoint, run: RunID? = nil, state: [String: Double], time: Date
    ) -> Decision {
        let candidates = point.candidates.map(\.name)
        let choice = min(candidates.count - 1, Int(PolicyDraw.number(of: id) * Double(candidates.count)))
        return Decision(
            id: id, point: point.name, run: run, state: state, candidates: candidates, choice: choice,
            probability: 1 / Double(candidates.count), policy: "drawn/1", reason: "drawn evenly, to learn from it",
            time: time)
    }
}
