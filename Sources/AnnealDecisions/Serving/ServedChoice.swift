internal import AnnealFoundation
internal import AnnealServing
internal import Foundation

/// A choice that the learning service made.
struct ServedChoice: Sendable {
    /// The decision, as it is logged when its outcome is known.
    var decision: Decision
    /// Who decided, and why.
    var mode: ServingMode
    /// What is done.
    private var plan: ServedPlan
    /// What the learned policy would have done, where the fixed one decides.
    private var shadow: ServedPlan?
    /// The learned policy that was asked.
    private var version: String?
    /// What the learned policy reckons with.
    private var scores: [JSONValue] = []
    /// Why the learned policy could not be asked, if so.
    private(set) var note: String?
    private var point: String
    private var isCounted = false

    /// Chooses.
    ///
    /// - Parameters:
    ///   - arguments: those of the call, checked by kind.
    ///   - shelf: the point and its policies.
    ///   - id: of the decision.
    ///   - exploration: the probability of the policy that is not in charge, where the arguments name none.
    ///   - time: when.
    /// - Throws: `ServiceError` that names the argument, `SpecError`.
    init(
        _ arguments: JSONValue, shelf: PolicyShelf, id: String, exploration: Double, time: Date
    ) throws {
        let (served, state) = (shelf.point, shelf.current)
        let question = try served.question(arguments)
        let pinned = arguments["version"]?.stringValue
        if let pinned, state.policies[pinned] == nil { throw Self.unknown(pinned, state) }
        let asked = pinned.flatMap { state.policies[$0] } ?? state.watched
        point = served.point.name
        mode = .fixed
        plan = question.isDone ? ServedPlan(steps: []) : served.fixed(question)
        decision = Decision(
            id: id, point: served.point.served, state: question.features, candidates: ["fixed"], choice: 0,
            probability: 1,
            policy: "fixed/1", reason: "there is no learned policy to ask", time: time)
        guard let asked, !question.isDone else {
            if question.isDone { decision.reason = "the checks pass" }
            return
        }
        let learned: ServedPlan
        do { learned = try asked.plan(question) } catch {
            note = "the learned policy cannot be asked: \((error as? any DescribedError)?.message ?? "\(error)")"
            decision.reason = "the learned policy cannot be asked"
            return
        }
        (version, scores) = (asked.stored.version, learned.scores)
        guard learned.isOwn else {
            decision.reason = "the learned policy wants the fixed way"
            return
        }
        decision.candidates = learned.candidates
        guard pinned == nil else {
            pin(learned, asked.stored.version)
            return
        }
        let draw = PolicyDraw(
            key: arguments["key"]?.stringValue ?? id, charge: state.gate.charge,
            exploration: arguments["exploration"]?.doubleValue ?? exploration)
        mode = ServingMode(draw)
        decision = draw.decision(
            id, point: served.point.served, features: question.features, candidates: learned.candidates,
            version: asked.stored.version, time: time)
        if draw.isLearned { plan = learned } else { shadow = learned }
        // Where something was tried, that may be because a learned policy was followed: such tasks are no fair sample.
        isCounted = question.tried.isEmpty
        if !isCounted { PolicyDraw.forgetShares(of: &decision) }
    }

    private mutating func pin(_ learned: ServedPlan, _ version: String) {
        (mode, plan) = (.pinned, learned)
        (decision.choice, decision.policy, decision.reason) = (1, version, "this version was asked for")
    }

    private static func unknown(_ version: String, _ state: PolicyShelf.State) -> ServiceError {
        let known = state.policies.keys.sorted().joined(separator: ", ")
        return ServiceError(
            message: "there is no policy '\(version)' here", place: "version",
            remedy: known.isEmpty ? "`anneal learn train` trains one" : "use one of: \(known)")
    }

    /// The answer.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(decision.id), "point": .string(point),
            "choice": plan.steps.first.map { .string($0.name) } ?? .null, "plan": .array(plan.steps.map(\.json)),
            "probability": .double(decision.probability), "policy": .string(decision.policy),
            "version": version.map { .string($0) } ?? .null, "mode": .string(mode.rawValue), "scores": .array(scores),
            "isCounted": .bool(isCounted), "reason": .string(decision.reason),
        ]
        if let shadow {
            members["shadow"] = [
                "choice": shadow.steps.first.map { .string($0.name) } ?? .null,
                "plan": .array(shadow.steps.map(\.json)),
            ]
        }
        members["note"] = note.map { .string($0) }
        return .object(members)
    }
}
