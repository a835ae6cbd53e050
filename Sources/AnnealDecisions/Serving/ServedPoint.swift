internal import AnnealFoundation
internal import AnnealServing

/// A decision point that the learning service answers for. Another one is a type like `SelectionServing`, and its line in
/// `all`.
protocol ServedPoint: Sendable {
    /// The point.
    var point: DecisionPoint { get }

    /// What is asked.
    ///
    /// - Parameter arguments: of `choose`, checked by kind.
    /// - Returns: the question.
    /// - Throws: `ServiceError` that names the argument.
    func question(_ arguments: JSONValue) throws -> ServedQuestion

    /// Makes a stored policy ready to answer.
    ///
    /// - Throws: `SuiteError`, `LearningError` when it is not whole.
    func policy(_ stored: StoredPolicy) throws -> sending any ServedPolicy

    /// What the fixed policy does; no step where it was done already.
    func fixed(_ question: ServedQuestion) -> ServedPlan
}

/// The points that are served.
enum ServedPoints {
    /// Every one.
    static let all: [any ServedPoint] = [SelectionServing()]

    /// The point of a name.
    ///
    /// - Throws: `ServiceError` that names those that there are.
    static func named(_ name: String) throws(ServiceError) -> any ServedPoint {
        guard let point = all.first(where: { $0.point.name == name }) else {
            let known = DecisionPoint.all.first { $0.name == name }
            let isLearned = known?.isLearned ?? false
            throw ServiceError(
                message: isLearned
                    ? "the service does not answer for the point '\(name)': it is decided within runs"
                    : known != nil
                        ? "nothing learns at the point '\(name)' yet" : "there is no decision point '\(name)'",
                place: "point", remedy: "use one of: \(all.map(\.point.name).joined(separator: ", "))")
        }
        return point
    }
}

/// A task that something is chosen for.
struct ServedQuestion: Sendable {
    /// What is known of it, by name.
    var features: [String: Double]
    /// The only model that there is; `nil` where each way has its own.
    var model: String?
    /// What was tried already.
    var tried: [TriedWay] = []

    /// A way that was tried.
    struct TriedWay: Sendable {
        var name: String
        var passes: Bool
        var score: Double
    }

    /// Whether one of the tries passed, so that nothing is left to choose.
    var isDone: Bool { tried.contains(where: \.passes) }
}

/// A learned policy that is ready to answer.
protocol ServedPolicy {
    /// What it would do, the fixed way at the end.
    ///
    /// - Throws: `LearningError`.
    func plan(_ question: ServedQuestion) throws -> ServedPlan
}

/// What is done with a task: the first step, and if its checks do not pass the next.
struct ServedPlan: Sendable {
    /// A step of it.
    struct Step: Sendable {
        var name: String
        /// How it is done, as a JSON object with its name.
        var json: JSONValue
    }

    /// The steps.
    var steps: [Step]
    /// Whether there is anything beside the fixed way in it.
    var isOwn = false
    /// What is chosen between, as it is logged.
    var candidates = ["fixed"]
    /// What each candidate is worth, as JSON objects.
    var scores: [JSONValue] = []
}
