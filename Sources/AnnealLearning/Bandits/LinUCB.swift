/// Chooses the arm whose reward may be highest: its expected reward plus `exploration` times how unsure that is. Each arm
/// has a linear model of its own.
///
/// Source: L. Li, W. Chu, J. Langford, R. E. Schapire, "A Contextual-Bandit Approach to Personalized News Article
/// Recommendation", WWW 2010, algorithm 1.
public struct LinUCB: Sendable, Hashable, Codable {
    /// The arms' models.
    public private(set) var models: [LinearModel]
    /// α: how much being unsure counts. The paper has 1 + √(ln(2/δ)/2) for a risk δ; about 1 is common.
    public let exploration: Double

    /// Creates a bandit that knows nothing.
    ///
    /// - Parameters:
    ///   - arms: how many arms there are, at least one.
    ///   - contextSize: how many numbers a context has.
    ///   - exploration: how much being unsure counts, 0 or above.
    ///   - ridge: of the models.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(arms: Int, contextSize: Int, exploration: Double = 1, ridge: Double = 1) throws(LearningError) {
        guard arms > 0, exploration >= 0, exploration.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "\(arms) arms with exploration \(exploration)", place: "LinUCB")
        }
        models = [LinearModel](repeating: try LinearModel(size: contextSize, ridge: ridge), count: arms)
        self.exploration = exploration
    }

    /// Chooses an arm.
    ///
    /// - Parameters:
    ///   - context: what is known before the choice.
    ///   - allowed: which arms may be chosen; all when left out.
    /// - Returns: the arm; the first one among equals.
    /// - Throws: `LearningError` of code `shape` or `notFinite`, `invalidArgument` when no arm is allowed.
    public func choose(_ context: [Double], allowed: [Bool]? = nil) throws(LearningError) -> Int {
        try ArmChoice.best(of: models.count, allowed: allowed, place: "LinUCB") { arm throws(LearningError) in
            try models[arm].prediction(context) + exploration * models[arm].uncertainty(context).squareRoot()
        }
    }

    /// Learns what an arm earned.
    ///
    /// - Parameters:
    ///   - arm: the arm.
    ///   - context: what was known before the choice.
    ///   - reward: what it earned.
    /// - Throws: `LearningError` of code `invalidArgument` for an arm that does not exist, `shape` or `notFinite`.
    public mutating func learn(arm: Int, context: [Double], reward: Double) throws(LearningError) {
        try ArmChoice.check(arm, of: models.count, place: "LinUCB")
        try models[arm].learn(context, reward: reward)
    }
}

/// What the bandits share about choosing.
enum ArmChoice {
    /// The allowed arm of the largest score, the first one among equals.
    static func best(
        of count: Int, allowed: [Bool]?, place: String, score: (Int) throws(LearningError) -> Double
    ) throws(LearningError) -> Int {
        if let allowed, allowed.count != count {
            throw LearningError(code: .shape, message: "a mask of \(allowed.count) for \(count) arms", place: place)
        }
        var best: (arm: Int, score: Double)?
        for arm in 0..<count where allowed?[arm] ?? true {
            let score = try score(arm)
            if let best, best.score >= score { continue }
            best = (arm, score)
        }
        guard let best else {
            throw LearningError(
                code: .invalidArgument, message: "no arm is allowed", place: place, remedy: "allow at least one")
        }
        return best.arm
    }

    static func check(_ arm: Int, of count: Int, place: String) throws(LearningError) {
        guard (0..<count).contains(arm) else {
            throw LearningError(
                code: .invalidArgument, message: "arm \(arm) is none of the \(count)", place: place)
        }
    }
}
