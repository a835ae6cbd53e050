/// How gradient-boosted trees are trained. Defaults are XGBoost's own, but for one thread.
public struct TreeParameters: Sendable, Hashable, Codable {
    /// What is learned.
    public enum Objective: Sendable, Hashable, Codable {
        /// A number, by least squares.
        case squaredError
        /// The probability of label 1 against 0.
        case logistic
        /// The probability of each of several classes; labels are 0 ..< `classes`.
        case softmax(classes: Int)
        /// A positive rate or count.
        case poisson
        /// An order of the rows within each group, by pairs.
        case rankPairwise
        /// An order of the rows within each group, by pairs that count by what exchanging them would change of the
        /// normalised discounted gain (LambdaMART).
        case rankGain
    }

    /// How splits are found.
    public enum Method: String, Sendable, Hashable, Codable {
        /// All of them are tried: for small data.
        case exact
        /// Those between bins of a histogram.
        case hist
        /// Those between quantiles.
        case approx
    }

    /// What is learned.
    public var objective: Objective
    /// How many trees are added (times the number of classes) at most.
    public var rounds: Int
    /// η: how much of each tree is added.
    public var learningRate: Double = 0.3
    /// How deep a tree may be.
    public var maximumDepth: Int = 6
    /// How much curvature (for squared error: rows) a leaf needs.
    public var minimumChildWeight: Double = 1
    /// The share of rows that each tree sees.
    public var rowShare: Double = 1
    /// The share of features that each tree sees.
    public var columnShare: Double = 1
    /// λ, on squared leaf values.
    public var l2: Double = 1
    /// α, on absolute leaf values.
    public var l1: Double = 0
    /// γ: what a split has to gain.
    public var minimumGain: Double = 0
    /// How splits are found.
    public var method: Method = .hist
    /// What is predicted before the first tree (a probability for `logistic`); estimated by XGBoost when left out, from
    /// version 1.7 on for some objectives.
    public var baseScore: Double?
    /// For each feature 1 when the prediction must not fall with it, -1 when it must not rise, 0 when it may do both.
    /// Empty for no constraints.
    public var monotone: [Int] = []
    /// Of XGBoost's randomness.
    public var seed: Int = 0
    /// How many threads train and predict; results for one thread are the same on every run.
    public var threads: Int = 1
    /// What validation is judged by, by XGBoost's names, such as `rmse`, `auc`; the objective's own when left out.
    public var metric: String?

    /// Creates parameters with XGBoost's defaults.
    ///
    /// - Parameters:
    ///   - objective: what is learned.
    ///   - rounds: how many trees are added.
    public init(objective: Objective, rounds: Int) {
        self.objective = objective
        self.rounds = rounds
    }

    /// The names and values as XGBoost takes them.
    ///
    /// - Parameter columns: how many features there are.
    /// - Returns: in a fixed order.
    /// - Throws: `LearningError` of code `invalidArgument` or `shape` for what XGBoost would take without a word.
    func settings(columns: Int) throws(LearningError) -> [(String, String)] {
        guard rounds > 0, threads > 0, learningRate > 0, learningRate.isFinite, maximumDepth > 0 else {
            throw LearningError(
                code: .invalidArgument,
                message: """
                    \(rounds) rounds of depth \(maximumDepth) with learning rate \(learningRate) on \(threads) threads
                    """, place: "TreeParameters", remedy: "all of them have to be above 0")
        }
        guard monotone.isEmpty || monotone.count == columns, monotone.allSatisfy({ (-1...1).contains($0) }) else {
            throw LearningError(
                code: .shape, message: "\(monotone.count) monotone constraints for \(columns) features",
                place: "TreeParameters", remedy: "give -1, 0 or 1 for each feature, or none at all")
        }
        var settings = [
            ("verbosity", "0"), ("eta", "\(learningRate)"), ("max_depth", "\(maximumDepth)"),
            ("min_child_weight", "\(minimumChildWeight)"), ("subsample", "\(rowShare)"),
            ("colsample_bytree", "\(columnShare)"), ("lambda", "\(l2)"), ("alpha", "\(l1)"),
            ("gamma", "\(minimumGain)"),
            ("tree_method", method.rawValue), ("nthread", "\(threads)"), ("seed", "\(seed)"),
        ]
        settings += try objectiveSettings()
        if let baseScore { settings.append(("base_score", "\(baseScore)")) }
        if let metric { settings.append(("eval_metric", metric)) }
        if !monotone.isEmpty {
            settings.append(("monotone_constraints", "(" + monotone.map { "\($0)" }.joined(separator: ",") + ")"))
        }
        return settings
    }

    private func objectiveSettings() throws(LearningError) -> [(String, String)] {
        switch objective {
        case .squaredError: return [("objective", "reg:squarederror")]
        case .logistic: return [("objective", "binary:logistic")]
        case .poisson: return [("objective", "count:poisson")]
        case .rankPairwise: return [("objective", "rank:pairwise")]
        case .rankGain: return [("objective", "rank:ndcg")]
        case .softmax(let classes):
            guard classes > 1 else {
                throw LearningError(
                    code: .invalidArgument, message: "\(classes) classes", place: "TreeParameters",
                    remedy: "there have to be at least two")
            }
            return [("objective", "multi:softprob"), ("num_class", "\(classes)")]
        }
    }
}
