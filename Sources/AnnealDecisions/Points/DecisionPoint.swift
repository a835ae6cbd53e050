internal import AnnealFoundation

/// A place in the program where something is chosen, logged and, at some, learned.
public struct DecisionPoint: Sendable, Hashable {
    /// The name in the log.
    public var name: String
    /// What is decided, in a sentence.
    public var summary: String
    /// What can be chosen, in words.
    public var candidates: String
    /// What the fixed policy does.
    public var fixed: String
    /// What counts as a good outcome.
    public var outcome: String
    /// Whether a learned policy may come into charge here.
    public var isLearned = false

    /// The name under which decisions that the learning service made for others are logged, and of their gate: they are of
    /// other tasks and rewards than those of runs, and the evidence of both is kept apart.
    public var served: String { name + ".served" }

    /// How a task is worked on.
    public static let selection = DecisionPoint(ArmPoint())

    /// What stays in the cache's memory. Nothing is logged here: it is judged on recorded requests (`anneal cache gate`).
    public static let cache = DecisionPoint(
        name: "cache", summary: "what has to go when the cache's memory is full",
        candidates: "reuse-time, learned-distance", fixed: "reuse-time, by reuse times that it learns as it goes",
        outcome: "misses on the second halves of recorded traces")

    /// Every point.
    public static let all: [DecisionPoint] = LearnablePoints.all.map { DecisionPoint($0) } + [cache] + described

    /// The other points at which nothing is learned from the log.
    private static let described = [
        DecisionPoint(
            name: "selection.executor", summary: "whether a fixed workflow or the model itself drives the work",
            candidates: "tool-loop, workflow", fixed: "by the size of the model and whether it is local",
            outcome: "the share of requirements verified, less 1 for a regression"),
        DecisionPoint(
            name: "planning.strategy", summary: "in what order tasks are worked on",
            candidates: "sequential, parallel, incremental, balanced", fixed: "by team, deadline and complexity",
            outcome: "the share of requirements verified, less 1 for a regression"),
        DecisionPoint(
            name: "planning.granularity", summary: "how large tasks are", candidates: "fine, coarse",
            fixed: "by the size of the model", outcome: "the share of requirements verified, less 1 for a regression"),
        DecisionPoint(
            name: "planning.understanding", summary: "whether the model is asked for its understanding of the document",
            candidates: "rules, model", fixed: "large models are asked",
            outcome: "the share of requirements verified, less 1 for a regression"),
        DecisionPoint(
            name: "execution.arm", summary: "which step of the workflow comes next",
            candidates: "the steps of the standard workflow", fixed: "the order of the workflow",
            outcome: "the share of checks gained, less a share for tokens"),
        DecisionPoint(
            name: "execution.tool-loop", summary: "that the model drives the work of a task itself",
            candidates: "tool-loop",
            fixed: "wherever that executor was chosen", outcome: "the share of checks passed, less a share for tokens"),
        DecisionPoint(
            name: "orchestration.resources",
            summary: "how much memory a task is taken to need, and so how many are worked on at the same time",
            candidates: "lower, keep, raise",
            fixed:
                "512 MB; twice the highest peak of the last 20 commands once 8 were measured; doubled after a command that "
                + "was ended for want of memory",
            outcome: "the share of requirements verified, less 1 for a regression"),
        DecisionPoint(
            name: "experience.guidance", summary: "whether a task is told what earlier runs say",
            candidates: "without, with",
            fixed: "with, where they say something, but for the share `learning.exploration`, to compare",
            outcome: "the share of the task's criteria verified"),
    ]

    private init(name: String, summary: String, candidates: String, fixed: String, outcome: String) {
        self.name = name
        self.summary = summary
        self.candidates = candidates
        self.fixed = fixed
        self.outcome = outcome
    }

    /// Describes a point at which something may be learned.
    ///
    /// - Parameter point: the point.
    public init(_ point: any LearnablePoint) {
        self.init(
            name: point.name, summary: point.summary, candidates: point.candidatesInWords, fixed: point.fixedRule,
            outcome: point.outcome)
        isLearned = true
    }

    /// The point of a name.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - learned: whether only points where something learns will do.
    /// - Returns: the point.
    /// - Throws: `SuiteError` that names those that there are.
    @discardableResult
    public static func check(_ name: String, learned: Bool) throws(SuiteError) -> DecisionPoint {
        let known = all.filter { !learned || $0.isLearned }
        guard let point = known.first(where: { $0.name == name }) else {
            throw SuiteError(
                message: learned ? "nothing learns at a point '\(name)'" : "there is no decision point '\(name)'",
                remedy: "use one of: \(known.map(\.name).joined(separator: ", "))", exitCode: .usage)
        }
        return point
    }
}
