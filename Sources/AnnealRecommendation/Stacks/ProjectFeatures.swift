/// What is known of a project beside its need.
public struct ProjectFeatures: Sendable, Hashable, Codable {
    /// How much of something there is.
    public enum Level: String, Sendable, Codable, CaseIterable {
        /// Little.
        case low
        /// As usual.
        case medium
        /// Much.
        case high
    }

    /// How involved the work is.
    public var complexity: Level
    /// How experienced the team is.
    public var experience: Level
    /// How soon it has to be there.
    public var urgency: Level
    /// How much money there is.
    public var budget: Level
    /// How fast it has to be.
    public var performance: Level
    /// How far it has to grow.
    public var scalability: Level
    /// Names of technologies in use, languages among them.
    public var stack: [String]
    /// The field that it is for, in a word: `health`, `finance`; empty when it is not known.
    public var industry: String
    /// Rules that it has to keep, in a word each: `gdpr`, `hipaa`, `open-source`.
    public var compliance: [String]
    /// Names of technologies that it has to work with.
    public var integration: [String]

    /// Creates features; each is as usual unless given.
    ///
    /// - Parameters:
    ///   - complexity: how involved the work is.
    ///   - experience: how experienced the team is.
    ///   - urgency: how soon.
    ///   - budget: how much money.
    ///   - performance: how fast.
    ///   - scalability: how far it grows.
    ///   - stack: technologies in use.
    ///   - industry: the field.
    ///   - compliance: rules.
    ///   - integration: technologies to work with.
    public init(
        complexity: Level = .medium, experience: Level = .medium, urgency: Level = .medium, budget: Level = .medium,
        performance: Level = .medium, scalability: Level = .medium, stack: [String] = [], industry: String = "",
        compliance: [String] = [], integration: [String] = []
    ) {
        self.complexity = complexity
        self.experience = experience
        self.urgency = urgency
        self.budget = budget
        self.performance = performance
        self.scalability = scalability
        self.stack = stack
        self.industry = industry
        self.compliance = compliance
        self.integration = integration
    }

    /// The weight of each axis, in the order of `AxisMarks.names`; they add up to 1.
    var weights: [Double] {
        var weights = [1.0, 1.0, 1.0, 1.0, 1.0]
        func add(_ axis: Int, _ level: Level, high: Double, low: Double) {
            weights[axis] += level == .high ? high : level == .low ? low : 0
        }
        add(0, performance, high: 2, low: -0.5)
        add(1, scalability, high: 2, low: -0.7)
        add(2, urgency, high: 1.5, low: -0.3)
        add(2, experience, high: -0.3, low: 1)
        add(3, experience, high: -0.2, low: 1)
        add(4, budget, high: -0.5, low: 1.5)
        add(3, budget, high: 0, low: 0.5)
        add(1, complexity, high: 0.5, low: -0.2)
        add(3, complexity, high: 0, low: 0.5)
        let bounded = weights.map { max(0.1, $0) }
        let sum = bounded.reduce(0, +)
        return bounded.map { $0 / sum }
    }

    /// Whether maturity counts double: rules or a field where faults are dear.
    var isCautious: Bool { !compliance.isEmpty || ["health", "finance", "public"].contains(industry) }

    /// Whether only open source is let in.
    var isOpenSourceOnly: Bool { compliance.contains("open-source") }
}
