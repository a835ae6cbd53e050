internal import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// A learned selection as a file: the model, and where it comes from.
public struct StoredPolicy: Sendable, Hashable, Codable {
    /// Which model.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The cheapest arm or pair of arms that solves as much as the best; looks at no task.
        case cascade
        /// LinUCB over arms and pairs.
        case linucb
        /// Linear Thompson sampling over arms and pairs; its mean is used.
        case thompson
        /// Boosted trees that predict solution and cost.
        case xgboost
        /// A deep Q-network that chooses try by try.
        case dqn

        /// What learns it.
        ///
        /// - Parameter steps: decisions of the training of a network.
        /// - Returns: the learner.
        public func learner(steps: Int) -> any SelectionLearner {
            switch self {
            case .cascade: CascadeLearner()
            case .linucb: BanditLearner(.linUCB)
            case .thompson: BanditLearner(.thompson)
            case .xgboost: TreeLearner()
            case .dqn: QLearner(steps: steps)
            }
        }
    }

    /// What a model was trained on.
    public struct TrainingData: Sendable, Hashable, Codable {
        /// Outcomes that were used.
        public var outcomes: Int
        /// Tasks.
        public var tasks: Int
        /// When the first of them was recorded.
        public var from: Date
        /// When the last of them was recorded.
        public var to: Date
        /// The digest of the outcomes.
        public var digest: String
    }

    /// The decision point.
    public var point: String
    /// The version: the kind, the time of training and the digest of its data.
    public var version: String
    /// Which model.
    public var kind: Kind
    /// The arms by their places.
    public var arms: [String]
    /// The version of the features.
    public var featureVersion: Int
    /// What it was trained on.
    public var data: TrainingData
    /// Of all randomness.
    public var seed: UInt64
    /// The version of Anneal that trained it.
    public var codeVersion: String
    /// When it was trained.
    public var trained: Date
    /// How its kind did on held-out tasks, beside the fixed way and the oracle.
    public var evaluation: [SelectionEvaluation.Line]
    /// Tokens that the fixed way takes for a task, in the mean; what a reward is told in.
    public var usualTokens: Double?
    /// What policies of this kind, trained in the same way on fewer tasks, came to on tasks that they had not seen; `nil` where
    /// there were too few.
    public var recorded: RecordedEvidence?
    /// Whether recorded tasks say that it solves fewer than the fixed way.
    public var isVetoed: Bool { recorded?.keepsSolving == false }
    /// What predicts the performance of its arms; `nil` where XGBoost is missing.
    public var predictor: PerformancePredictor.Model?
    /// How good one that was trained on fewer tasks was on the others.
    public var prediction: PredictionScore?
    /// The model.
    public var model: Model

    /// The parameters of each kind.
    public struct Model: Sendable, Hashable, Codable {
        var cascade: ArmCascade?
        var linear: [LinearModel]?
        var solvingTrees: String?
        var costTrees: String?
        var costWeight: Double?
        var network: Data?
    }

    /// The policy, ready to choose.
    ///
    /// - Returns: the policy.
    /// - Throws: `SuiteError` when the file's model is not whole or of another version of the features, `LearningError`.
    public func policy() throws -> any TrialPolicy {
        guard featureVersion == TaskFeatures.version else {
            throw SuiteError(
                message:
                    "the model was trained with version \(featureVersion) of the features, not \(TaskFeatures.version)",
                place: version, remedy: "`anneal learn train` trains a new one")
        }
        switch kind {
        case .cascade:
            if let cascade = model.cascade, cascade.arms.allSatisfy(arms.indices.contains) { return cascade }
        case .linucb, .thompson:
            let cascades = ArmCascade.all(of: arms.count)
            if let linear = model.linear, linear.count == cascades.count,
                linear.allSatisfy(\.isWhole)
            {
                return BanditPolicy(models: linear, cascades: cascades)
            }
        case .xgboost:
            if let solving = model.solvingTrees, let cost = model.costTrees, let weight = model.costWeight {
                return TreePolicy(
                    predictor: try CascadePredictor(
                        armCount: arms.count, solving: Array(solving.utf8), costs: Array(cost.utf8), source: version),
                    costWeight: weight)
            }
        case .dqn:
            if let network = model.network {
                return try QPolicy(Safetensors(network, place: version).tensors(), armCount: arms.count)
            }
        }
        throw SuiteError(
            message: "the model is not whole", place: version, remedy: "`anneal learn train` trains a new one")
    }

    /// How much each feature tells, from most to least: the gain of the trees' splits, or the size of linear weights.
    ///
    /// - Returns: shares by feature that add up to 1; empty for kinds that do not tell.
    /// - Throws: `LearningError`, `SuiteError`.
    public func importance() throws -> [(feature: String, share: Double)] {
        var sizes = [Double](repeating: 0, count: TaskFeatures.names.count)
        switch try policy() {
        case let policy as TreePolicy:
            for (index, gain) in try policy.predictor.importance() where sizes.indices.contains(index) {
                sizes[index] += Double(gain)
            }
        case let policy as BanditPolicy:
            for model in policy.models {
                for (index, weight) in model.weights.dropFirst().enumerated() { sizes[index] += abs(weight) }
            }
        default: return []
        }
        let total = sizes.reduce(0, +)
        guard total > 0 else { return [] }
        return zip(TaskFeatures.names, sizes).map { ($0, $1 / total) }.filter { $0.1 > 0 }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
}

extension StoredPolicy {
    /// Trains a model on some tasks of a matrix.
    ///
    /// - Parameters:
    ///   - kind: which model.
    ///   - outcomes: what was recorded.
    ///   - matrix: the matrix of these outcomes.
    ///   - rows: places of the tasks that it learns from.
    ///   - point: the decision point.
    ///   - evaluation: how this kind and the others did on held-out tasks.
    ///   - seed: of all randomness.
    ///   - steps: decisions of the training of a network.
    ///   - codeVersion: the version of Anneal.
    ///   - time: when.
    /// - Throws: `LearningError`.
    public init(
        training kind: Kind, on outcomes: [ArmOutcome], matrix: OutcomeMatrix, rows: [Int]? = nil, point: String,
        evaluation: SelectionEvaluation, seed: UInt64, steps: Int, codeVersion: String, time: Date
    ) throws {
        let rows = rows ?? Array(matrix.rows.indices)
        let problem = SelectionProblem(matrix, rows: rows, seed: seed)
        let learner = kind.learner(steps: steps)
        let used = Set(rows.map { matrix.rows[$0].task })
        let cases = outcomes.filter { used.contains($0.task) && matrix.arms.contains($0.arm) }
        let times = cases.map(\.time)
        let digest = ContentDigest(of: try CanonicalJSON.data(cases)).short
        self.init(
            point: point, version: "\(kind.rawValue)-\(Self.stamp(time))-\(digest)", kind: kind, arms: matrix.arms,
            featureVersion: TaskFeatures.version,
            data: TrainingData(
                outcomes: cases.count, tasks: rows.count, from: times.min() ?? time, to: times.max() ?? time,
                digest: digest),
            seed: seed, codeVersion: codeVersion, trained: time,
            evaluation: evaluation.lines.filter { line in
                line.name == learner.name || line.name == evaluation.lines.first?.name
                    || line.name == evaluation.lines.last?.name
            }, model: try Model(learner.train(on: problem)))
    }

    private static func stamp(_ time: Date) -> String {
        time.formatted(.iso8601).filter { $0.isNumber }
    }
}

extension StoredPolicy.Model {
    /// The parameters of a trained policy.
    init(_ policy: any TrialPolicy) throws {
        switch policy {
        case let policy as ArmCascade: cascade = policy
        case let policy as BanditPolicy: linear = policy.models
        case let policy as TreePolicy:
            let trees = try policy.predictor.json()
            solvingTrees = String(decoding: trees.solving, as: UTF8.self)
            costTrees = String(decoding: trees.costs, as: UTF8.self)
            costWeight = policy.costWeight
        case let policy as QPolicy: network = try Safetensors.data(policy.tensors)
        default: break
        }
    }
}
