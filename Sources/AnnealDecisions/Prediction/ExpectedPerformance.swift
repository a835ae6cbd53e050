/// A number that is not known yet: where its middle is expected, and where four of five lie.
public struct ExpectedNumber: Sendable, Hashable, Codable {
    /// As many are expected above as below.
    public var middle: Double
    /// A tenth is expected below.
    public var low: Double
    /// A tenth is expected above.
    public var high: Double

    /// Creates an expectation.
    public init(middle: Double, low: Double, high: Double) {
        self.middle = middle
        self.low = low
        self.high = high
    }
}

/// What an arm is expected to bring on a task.
public struct ExpectedPerformance: Sendable, Hashable, Codable {
    /// The arm.
    public var arm: String
    /// The probability that it solves the task: of tasks for which it says 0.8, about four of five are solved.
    public var success: Double
    /// Tokens, without those from a cache.
    public var tokens: ExpectedNumber
    /// Seconds on the machine, or at the speeds, with which was recorded.
    public var seconds: ExpectedNumber

    /// Creates an expectation.
    public init(arm: String, success: Double, tokens: ExpectedNumber, seconds: ExpectedNumber) {
        self.arm = arm
        self.success = success
        self.tokens = tokens
        self.seconds = seconds
    }

    /// Whether it is expected to be at least as good in everything, and better in something.
    ///
    /// - Parameter other: another arm on the same task.
    /// - Returns: `false` for one that is just the same.
    public func dominates(_ other: ExpectedPerformance) -> Bool {
        let (own, others) = (
            [-success, tokens.middle, seconds.middle], [-other.success, other.tokens.middle, other.seconds.middle]
        )
        return zip(own, others).allSatisfy { $0 <= $1 } && own != others
    }

    /// Those that no other one beats in everything: what is left to weigh success, tokens and time against each other.
    ///
    /// - Parameter all: the arms on one task.
    /// - Returns: the Pareto front, in the same order.
    public static func front(of all: [ExpectedPerformance]) -> [ExpectedPerformance] {
        all.filter { one in !all.contains { $0.dominates(one) } }
    }
}
