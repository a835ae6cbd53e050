internal import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// Trains the prediction of what tasks use, and reckons by held-out runs whether the network knows more than the means.
///
/// Graphs of one name are one case. From the first two fifths of the cases is only learned; the others come in parts, each judged
/// by means and network of all before it. What is stored has learned from all.
public struct ResourceTrainer: Sendable {
    /// Cases in which something was measured that are needed at least.
    public static let least = 10
    private static let firstShare = 0.4

    /// Sizes of the network.
    var size = ResourceNetwork.Size()
    /// Steps of the optimiser.
    var steps = 150
    /// Adam's rate.
    var rate: Float = 1e-3
    /// Parts of the later cases.
    var parts = 3
    /// Of the first weights.
    public var seed: UInt64

    /// Creates a trainer.
    ///
    /// - Parameter seed: of the first weights.
    public init(seed: UInt64) { self.seed = seed }

    /// Trains.
    ///
    /// - Parameters:
    ///   - graphs: the tasks of runs in the order of time; those of which nothing was measured are passed over.
    ///   - codeVersion: the version of Anneal.
    ///   - time: when.
    /// - Returns: the policy with what speaks for its network.
    /// - Throws: `SuiteError` for too few cases, `LearningError`, `EncodingError`.
    public func train(_ graphs: [ResourceGraph], codeVersion: String, time: Date) throws -> PointPolicy {
        let measured = graphs.filter(\.isMeasured)
        let cases = Self.cases(of: measured)
        guard cases.count >= Self.least else {
            throw SuiteError(
                message: "what tasks use was measured in \(measured.count) of \(graphs.count) runs, of \(cases.count) "
                    + "specifications; \(Self.least) are needed",
                remedy:
                    "runs measure it where control groups count what commands use (`anneal doctor` tells of the sandbox)"
            )
        }
        let (means, tensors) = try learn(measured)
        let tasks = measured.flatMap(\.tasks)
        let digest = ContentDigest(of: "\(measured.map(\.name)) \(tasks.map { $0.used.values.sorted() })").short
        var policy = PointPolicy(
            .resources, of: ResourcePoint(),
            from: PointPolicy.Origin(
                weights: try Safetensors.data(tensors),
                data: StoredPolicy.TrainingData(
                    outcomes: tasks.count { !$0.used.isEmpty }, tasks: tasks.count, from: time, to: time, digest: digest
                ),
                recorded: try judge(cases), seed: seed, codeVersion: codeVersion, time: time))
        policy.resources = ResourceModel(means: means, size: size)
        return policy
    }

    /// Graphs of one name together, in the order of the first of each.
    private static func cases(of graphs: [ResourceGraph]) -> [[ResourceGraph]] {
        var (order, groups): ([String], [String: [ResourceGraph]]) = ([], [:])
        for graph in graphs {
            if groups[graph.name] == nil { order.append(graph.name) }
            groups[graph.name, default: []].append(graph)
        }
        return order.compactMap { groups[$0] }
    }

    private func learn(_ graphs: [ResourceGraph]) throws -> (ResourceMeans, [String: Tensor]) {
        let means = ResourceMeans(of: graphs)
        let network = try ResourceNetwork(size, seed: seed)
        try network.learn(graphs, means: means, steps: steps, rate: rate)
        return (means, try network.parameters.tensors())
    }

    /// What means and network come to on cases that they had not learned from; the difference of a case is that of the errors as
    /// a share of their sum.
    func judge(_ cases: [[ResourceGraph]]) throws -> RecordedEvidence {
        let first = max(1, Int(Double(cases.count) * Self.firstShare))
        var (differences, rewards): ([Double], [(learned: Double, fixed: Double)]) = ([], [])
        for number in 0..<parts {
            let (start, end) = (
                first + (cases.count - first) * number / parts, first + (cases.count - first) * (number + 1) / parts
            )
            guard start < end else { continue }
            let (means, tensors) = try learn(cases[..<start].flatMap { $0 })
            let network = try ResourceNetwork(size, weights: tensors)
            for item in cases[start..<end] {
                var errors: [(learned: Double, fixed: Double)] = []
                for graph in item {
                    let learned = try network.predict(graph, means: means)
                    guard let own = graph.error(of: learned), let usual = graph.error(of: graph.predicted(by: means))
                    else { continue }
                    errors.append((own, usual))
                }
                guard !errors.isEmpty else { continue }
                let own = errors.reduce(0) { $0 + $1.learned } / Double(errors.count)
                let usual = errors.reduce(0) { $0 + $1.fixed } / Double(errors.count)
                differences.append(own + usual > 0 ? (usual - own) / (own + usual) : 0)
                rewards.append(
                    (ResourcePoint().reward(of: ["error": own]), ResourcePoint().reward(of: ["error": usual])))
            }
        }
        let same = PolicyScore(solved: 1, tokens: 0, seconds: 0)
        return RecordedEvidence(
            learned: same, fixed: same, differences: differences, tasks: differences.count,
            fixedValue: rewards.reduce(0) { $0 + $1.fixed } / Double(max(1, rewards.count)))
    }
}

/// What a stored prediction of resources has beside its weights.
public struct ResourceModel: Sendable, Hashable, Codable {
    /// The means of the kinds.
    var means: ResourceMeans
    /// Sizes of the network.
    var size: ResourceNetwork.Size
}

extension ResourceGraph {
    /// The logarithms of what tasks will use, by the means of their kinds.
    func predicted(by means: ResourceMeans) -> [[Resource: Double]] {
        tasks.map { task in
            let pairs = Resource.allCases.compactMap { resource in
                means.logarithm(of: resource, kind: task.kind).map { (resource, $0) }
            }
            return Dictionary(pairs, uniquingKeysWith: { $1 })
        }
    }

    /// The mean of |log(1 + predicted) − log(1 + measured)| over all that was measured and predicted.
    ///
    /// - Parameter predicted: logarithms, of each task by resource.
    /// - Returns: `nil` where there is nothing to compare.
    public func error(of predicted: [[Resource: Double]]) -> Double? {
        let errors = zip(tasks, predicted).flatMap { task, predicted in
            Resource.allCases.compactMap { resource -> Double? in
                guard let used = ResourceMeans.logarithm(task.used[resource]), let told = predicted[resource] else {
                    return nil
                }
                return abs(told - used)
            }
        }
        return errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
    }
}

extension PointPolicy {
    /// Predicts what tasks will use.
    ///
    /// - Parameters:
    ///   - graph: the tasks.
    ///   - byNetwork: whether the network is asked, or the means of the kinds.
    /// - Returns: of each task, log(1 + use) by resource; what was never measured, as a graphics processor where there is none, is
    ///   missing.
    /// - Throws: `SuiteError`, `LearningError` when it cannot be used.
    public func forecast(_ graph: ResourceGraph, byNetwork: Bool) throws -> [[Resource: Double]] {
        let (network, means) = try resourceNetwork()
        return try byNetwork ? network.predict(graph, means: means) : graph.predicted(by: means)
    }

    /// The network and the means that it was trained beside.
    func resourceNetwork() throws -> (ResourceNetwork, ResourceMeans) {
        try check(ResourcePoint(), kind: .resources)
        guard let resources else {
            throw SuiteError(
                message: "the policy has no means", place: version,
                remedy: "`anneal learn train --point \(point)` makes a new one")
        }
        guard (1...512).contains(resources.size.hidden), (1...16).contains(resources.size.layers) else {
            throw SuiteError(
                message: "no network of Anneal's has \(resources.size.layers) layers, \(resources.size.hidden) wide",
                place: version, remedy: "`anneal learn train --point \(point)` makes a new one")
        }
        return (
            try ResourceNetwork(resources.size, weights: Safetensors(weights, place: version).tensors()),
            resources.means
        )
    }
}
