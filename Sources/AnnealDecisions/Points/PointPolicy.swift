internal import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// A learned policy of a point other than `selection.arm` as a file: its weights, and where they come from.
public struct PointPolicy: Sendable, Hashable, Codable {
    /// What the weights are of.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A network that scores the tasks that can begin.
        case order
        /// A network that gives each candidate a probability.
        case ppo
        /// A network that predicts what tasks use.
        case resources
    }

    /// The decision point.
    public var point: String
    /// The version: the kind, the time and the digest of weights and data.
    public var version: String
    /// The point's version of features and candidates.
    public var pointVersion: Int
    /// What the weights are of.
    public var kind: Kind
    /// The names of the candidates by their places.
    public var candidates: [String]
    /// The names of the features by their places.
    public var features: [String]
    /// What it was trained or judged on.
    public var data: StoredPolicy.TrainingData
    /// Of all randomness.
    public var seed: UInt64
    /// The version of Anneal that made it.
    public var codeVersion: String
    /// When.
    public var trained: Date
    /// What recorded outcomes say of it; `nil` where there were too few.
    public var recorded: RecordedEvidence?
    /// What the differences of `recorded` are to be multiplied by to be differences of rewards; 1 where left out.
    public var scale: Double?
    /// What a prediction of resources has beside its weights.
    public var resources: ResourceModel?
    /// The weights, in the format of safetensors.
    public var weights: Data

    /// Where the weights come from, and what they were judged on.
    struct Origin {
        var weights: Data
        var data: StoredPolicy.TrainingData
        var recorded: RecordedEvidence?
        var seed: UInt64
        var codeVersion: String
        var time: Date
    }

    /// Describes weights.
    init(_ kind: Kind, of point: any LearnablePoint, from origin: Origin) {
        let stamp = origin.time.formatted(.iso8601).filter { $0.isNumber }
        let digest = ContentDigest(of: origin.data.digest + origin.weights.base64EncodedString()).short
        self.point = point.name
        version = "\(kind.rawValue)-\(stamp)-\(digest)"
        pointVersion = point.version
        self.kind = kind
        candidates = point.candidates.map(\.name)
        features = point.features.map(\.name)
        data = origin.data
        seed = origin.seed
        codeVersion = origin.codeVersion
        trained = origin.time
        recorded = origin.recorded
        weights = origin.weights
    }

    /// Whether recorded outcomes say that it is worse than the fixed way.
    public var isVetoed: Bool { recorded?.keepsSolving == false }

    /// Makes sure that it can be used here.
    ///
    /// - Throws: `SuiteError`, `LearningError` when it cannot.
    public func check() throws {
        switch kind {
        case .order: _ = try order()
        case .resources: _ = try resourceNetwork()
        case .ppo:
            guard let known = LearnablePoints.named(point) else {
                throw SuiteError(message: "there is no decision point '\(point)'", place: version)
            }
            _ = try candidatePolicy(of: known)
        }
    }

    /// The network that chooses among candidates, ready to choose.
    ///
    /// - Parameter point: its point.
    /// - Returns: a policy of its own, for one task at a time.
    /// - Throws: `SuiteError`, `LearningError` when it cannot be used.
    public func candidatePolicy(of point: any LearnablePoint) throws -> CandidatePolicy {
        try check(point, kind: .ppo)
        return try CandidatePolicy(
            weights: Safetensors(weights, place: version).tensors(), candidateCount: point.candidates.count)
    }

    /// Makes sure that it is of this version of its point.
    ///
    /// - Parameters:
    ///   - point: its point.
    ///   - kind: what is wanted.
    /// - Throws: `SuiteError` that tells what to do.
    func check(_ point: any LearnablePoint, kind: Kind) throws(SuiteError) {
        guard pointVersion == point.version, self.kind == kind, candidates == point.candidates.map(\.name),
            features == point.features.map(\.name)
        else {
            throw SuiteError(
                message:
                    "the policy is a \(self.kind.rawValue) of version \(pointVersion) of \(self.point), not a \(kind.rawValue) of "
                    + "version \(point.version)", place: version,
                remedy: "`anneal learn train --point \(point.name)` makes a new one")
        }
    }
}
