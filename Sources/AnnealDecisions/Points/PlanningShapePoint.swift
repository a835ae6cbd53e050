/// `planning.shape`: how large the tasks of a plan are and how they are arranged, decided together and once for a run.
///
/// Only what planning has switches for is chosen among. How many answers are asked for, and whether tests come of the model,
/// is decided for each task at `selection.arm`; whether advice is given at `experience.guidance`.
public struct PlanningShapePoint: LearnablePoint {
    /// A specification that a plan is to be made of.
    public struct Subject: Sendable {
        /// What is known of it and of the repository, by name.
        public var state: [String: Double]
        /// What the fixed rules choose: the name of a candidate.
        public var fixed: String

        /// Creates a subject.
        ///
        /// - Parameters:
        ///   - state: what is known, by name; other names than those of the features are passed over.
        ///   - fixed: what the fixed rules choose.
        public init(state: [String: Double], fixed: String) {
            self.state = state
            self.fixed = fixed
        }
    }

    /// What a requirement is taken to cost where an outcome is worth half of what it can be: tokens and seconds.
    static let (usualTokens, usualSeconds) = (SelectionReward.commonTokens, 120.0)

    private static let sizes = [
        ("fine", "a task for one requirement's functions in one file"),
        ("coarse", "a task for as much of one file as belongs together"),
    ]
    private static let arrangements = [
        ("sequential", "one after the other"), ("parallel-aggressive", "only names and files order them"),
        ("incremental", "the most urgent are finished first"), ("balanced", "every sign of a dependency orders them"),
    ]

    /// Names the point.
    public init() {}

    /// `planning.shape`.
    public var name: String { "planning.shape" }
    /// That of features and candidates.
    public var version: Int { 1 }
    /// What is decided.
    public var summary: String { "how large tasks are and how they are arranged, where nobody said it" }
    /// Counts of the specification and the repository, and what the fixed rules would choose.
    public var features: [PointFeature] {
        Self.counts
            + candidates.map {
                PointFeature("fixed.\($0.name)", "whether the fixed rules choose \($0.name)", scale: .share)
            }
    }
    private static let counts: [PointFeature] =
        [
            PointFeature("requirements", "requirements"), PointFeature("criteria", "their criteria"),
            PointFeature("examples", "examples"),
            PointFeature("examplesPerRequirement", "examples for each requirement"),
            PointFeature("interfaces", "functions, types and commands that are named"),
            PointFeature("units", "pieces of work before they are put together"),
            PointFeature("modules", "files that are written"),
            PointFeature("newFiles", "files among them that are new"),
            PointFeature("repositoryFiles", "source files of the repository"),
            PointFeature("changes", "pieces that change code which is there"),
            PointFeature("openQuestions", "questions that the text leaves open"),
            PointFeature("words", "words of the text"),
            PointFeature("effort", "the effort of all, where a small function is 1"),
            PointFeature("smallModel", "whether the model is small", scale: .share),
            PointFeature("projectFiles", "files of the repository"),
            PointFeature("isPython", "whether most of the code is Python", scale: .share),
            PointFeature("isJavaScript", "whether most of the code is JavaScript", scale: .share),
            PointFeature("isSwift", "whether most of the code is Swift", scale: .share),
        ]
    /// Each size with each arrangement.
    public var candidates: [PointCandidate] {
        Self.sizes.flatMap { size in
            Self.arrangements.map { PointCandidate("\(size.0)/\($0.0)", "\(size.1); \($0.1)") }
        }
    }
    /// Size of the model; team, deadline, complexity.
    public var fixedRule: String {
        "fine tasks for small models and coarse ones for large; arranged by team, deadline and complexity"
    }
    /// Requirements first, then tokens and seconds.
    public var outcome: String {
        "the share of requirements verified, 0 with a regression (0.7), tokens (0.2) and seconds (0.1) for each that is verified"
    }
    /// A fifth.
    public var exploration: Double { 0.2 }
    /// Runs tell what a way of planning brings; `learning.draw` lets them draw.
    public var training: PointTraining { .loggedDecisions }

    /// Keeps what is known of a specification, and what the fixed rules choose.
    public func state(of subject: Subject) -> [String: Double] {
        var state: [String: Double] = [:]
        for feature in features { state[feature.name] = subject.state[feature.name] ?? 0 }
        state["fixed.\(subject.fixed)"] = 1
        if let requirements = subject.state["requirements"], requirements > 0 {
            state["examplesPerRequirement"] = (subject.state["examples"] ?? 0) / requirements
        }
        return state
    }

    /// What the fixed rules choose.
    public func fixedChoice(for subject: Subject) -> Int {
        candidates.firstIndex { $0.name == subject.fixed } ?? 0
    }

    /// What a run is worth.
    ///
    /// - Parameter parts: `verified`, a share of `requirements`; `regressions`; `tokens`, prompts without cached parts and
    ///   what was generated; `seconds`.
    /// - Returns: 0 to 1.
    public func reward(of parts: [String: Double]) -> Double {
        let share = (parts["regressions"] ?? 0) > 0 ? 0 : min(1, max(0, parts["verified"] ?? 0))
        let verified = share * (parts["requirements"] ?? 0)
        // What verified nothing saved nothing.
        guard verified > 0 else { return 0 }
        func economy(_ spent: Double, usual: Double) -> Double { 1 - min(1, max(0, spent) / verified / (2 * usual)) }
        return 0.7 * share + 0.2 * economy(parts["tokens"] ?? 0, usual: Self.usualTokens)
            + 0.1 * economy(parts["seconds"] ?? 0, usual: Self.usualSeconds)
    }
}
