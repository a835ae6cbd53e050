/// What two ways brought where chance decided between them: a small experiment within runs.
public struct DrawnEffect: Sendable, Hashable, Codable {
    /// What came of one way.
    public struct Arm: Sendable, Hashable, Codable {
        /// The way.
        public var name: String
        /// How often it was taken and something came of it.
        public var count: Int
        /// What it earned in the mean.
        public var mean: Double
        /// The variance of what it earned.
        public var variance: Double
    }

    /// The two ways, in the order of the candidates.
    public var arms: [Arm]

    /// Looks at decisions that were drawn between two candidates; those that were not drawn are passed over, since there was
    /// a reason for them that may also be one for what came of them.
    ///
    /// - Parameter decisions: of one point, with their outcomes.
    public init?(of decisions: [(Decision, Outcome?)]) {
        let drawn = decisions.filter { $0.0.candidates.count == 2 && $0.0.probability < 1 && $0.1 != nil }
        guard let names = drawn.last?.0.candidates else { return nil }
        arms = names.indices.map { choice in
            let rewards = drawn.filter { $0.0.choice == choice && $0.0.candidates == names }.compactMap { $0.1?.reward }
            let mean = rewards.reduce(0, +) / Double(max(1, rewards.count))
            let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return Arm(
                name: names[choice], count: rewards.count, mean: mean,
                variance: squares / Double(max(1, rewards.count - 1)))
        }
    }

    /// How much more the second way earns.
    public var difference: Double { arms[1].mean - arms[0].mean }

    /// How far the difference may be off, at 95 % by the normal approximation; `nil` for fewer than ten of one way, where
    /// that says nothing.
    public var margin: Double? {
        guard arms.allSatisfy({ $0.count >= 10 }) else { return nil }
        return 1.96 * arms.reduce(0) { $0 + $1.variance / Double($1.count) }.squareRoot()
    }
}
