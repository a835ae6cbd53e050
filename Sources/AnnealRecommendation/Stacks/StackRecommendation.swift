/// A stack for a need.
public struct StackRecommendation: Sendable, Hashable, Codable {
    /// One part of a stack.
    public struct Part: Sendable, Hashable, Codable {
        /// What it does.
        public var role: String
        /// What does it.
        public var technology: Technology
        /// Why it is there: words of the need, what is in use, what needs it.
        public var reasons: [String]
    }

    /// The parts in the order of the roles that the need calls for; what others need comes last.
    public var parts: [Part]
    /// The language that it is written in, when a part asks for one.
    public var language: String?
    /// The expected marks: the mean of the parts'.
    public var marks: AxisMarks
    /// How well the parts' strengths fit the need's words, from 0 to 1.
    public var fit: Double
    /// The value that stacks are ordered by.
    public var value: Double
    /// Whether no other stack is better on one axis or in fit without being worse on another.
    public var isOnParetoFront: Bool

    /// Names of the parts' technologies, sorted.
    public var names: [String] { parts.map(\.technology.name).sorted() }
}

/// What comes of a need.
public struct StackAdvice: Sendable, Hashable, Codable {
    /// The best stack first, then alternatives.
    public var stacks: [StackRecommendation]
    /// The share of draws, with each weight changed by up to a half either way, in which the first stack stays first.
    /// It tells how much the order hangs on the weights; it is no probability of success and is calibrated on nothing.
    public var confidence: Double
    /// Stacks that were compared.
    public var compared: Int
    /// The weight of each axis, in the order of `AxisMarks.names`.
    public var weights: [Double]
    /// The features as they were understood.
    public var features: ProjectFeatures
}
