/// A place in the program where something is chosen and a learned policy may come into charge.
///
/// A point is one type in one file, and its line in `LearnablePoints.all`. What it says here is all that logging, training,
/// the gate and `anneal learn` need of it; the code that acts on the choice asks for it at its own place.
public protocol LearnablePoint: Sendable {
    /// What is looked at when the decision is made.
    associatedtype Subject

    /// The name in the log, such as `selection.arm`.
    var name: String { get }
    /// The version of features and candidates: a policy that was trained with others is not used.
    var version: Int { get }
    /// What is decided, in a sentence.
    var summary: String { get }
    /// What is known beforehand, in the order in which policies take it.
    var features: [PointFeature] { get }
    /// Everything that can be chosen.
    var candidates: [PointCandidate] { get }
    /// The same in words.
    var candidatesInWords: String { get }
    /// What is done where nothing was learned, in words.
    var fixedRule: String { get }
    /// What counts as a good outcome, in words.
    var outcome: String { get }
    /// The largest share of decisions that may go to whoever is not in charge, 0 to 0.2.
    var exploration: Double { get }
    /// What policies are trained on.
    var training: PointTraining { get }

    /// Looks at a subject.
    ///
    /// - Parameter subject: what the decision is about.
    /// - Returns: a number for each feature, by name.
    func state(of subject: Subject) -> [String: Double]

    /// What is done where nothing was learned.
    ///
    /// - Parameter subject: what the decision is about.
    /// - Returns: an index into `candidates`.
    func fixedChoice(for subject: Subject) -> Int

    /// A state as policies take it.
    ///
    /// - Parameter state: by name; a name that is missing counts 0.
    /// - Returns: as many numbers as there are features, each of size around 1.
    func vector(of state: [String: Double]) -> [Double]

    /// What an outcome is worth.
    ///
    /// - Parameter parts: what came of the decision, as named numbers.
    /// - Returns: 0 to 1.
    func reward(of parts: [String: Double]) -> Double
}

extension LearnablePoint {
    /// The names of the candidates, with commas.
    public var candidatesInWords: String { candidates.map(\.name).joined(separator: ", ") }

    /// Shares as they are, counts by their logarithm.
    public func vector(of state: [String: Double]) -> [Double] {
        features.map { $0.scale.number(for: state[$0.name] ?? 0) }
    }
}

/// A number that is known when a decision is made.
public struct PointFeature: Sendable, Hashable {
    /// How a number becomes one of size around 1.
    public enum Scale: String, Sendable, Hashable, Codable {
        /// It is one: kept within −1 … 1.
        case share
        /// It counts something and may be large: above 1 its logarithm is taken.
        case count

        func number(for value: Double) -> Double {
            guard value.isFinite else { return 0 }
            switch self {
            case .share: return min(1, max(-1, value))
            case .count: return value <= 1 ? max(0, value) : 1 + TaskFeatures.logarithm(value)
            }
        }
    }

    /// The name in a decision's state.
    public var name: String
    /// What it says.
    public var meaning: String
    /// How policies take it.
    public var scale: Scale

    /// Creates a feature.
    ///
    /// - Parameters:
    ///   - name: in a decision's state.
    ///   - meaning: what it says.
    ///   - scale: how policies take it.
    public init(_ name: String, _ meaning: String, scale: Scale = .count) {
        self.name = name
        self.meaning = meaning
        self.scale = scale
    }
}

/// Something that can be chosen at a point.
public struct PointCandidate: Sendable, Hashable {
    /// The name in the log.
    public var name: String
    /// What is done then, in a sentence.
    public var summary: String

    /// Creates a candidate.
    ///
    /// - Parameters:
    ///   - name: in the log.
    ///   - summary: what is done then.
    public init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }
}

/// What the policies of a point are trained on or judged by.
public enum PointTraining: String, Sendable, Hashable, CaseIterable {
    /// What every arm brought on each task of a suite.
    case recordedArms
    /// Logged decisions with their probabilities and outcomes.
    case loggedDecisions
    /// Workflows of which is known what each task took.
    case recordedWorkflows
    /// What the tasks of runs were measured to use.
    case measuredRuns

    /// In words.
    public var words: String {
        switch self {
        case .recordedArms: "outcomes that `anneal learn record` writes"
        case .loggedDecisions: "decisions of runs, logged with their probabilities"
        case .recordedWorkflows: "workflows of which is known what each task took"
        case .measuredRuns: "what the tasks of runs were measured to use"
        }
    }
}
