public import AnnealDecisions
internal import AnnealFoundation
internal import Foundation

/// How large the tasks of a plan are and how they are arranged.
struct PlanShape: Sendable, Hashable {
    var granularity: PlanningOptions.Granularity
    var strategy: Strategy

    /// The name of the candidate at `planning.shape`.
    var name: String { "\(granularity.rawValue)/\(strategy.rawValue)" }

    init(granularity: PlanningOptions.Granularity, strategy: Strategy) {
        self.granularity = granularity
        self.strategy = strategy
    }

    /// Reads the name of a candidate.
    init?(name: some StringProtocol) {
        let parts = name.split(separator: "/").map { String($0) }
        guard parts.count == 2, let granularity = PlanningOptions.Granularity(rawValue: parts[0]),
            let strategy = Strategy(rawValue: parts[1])
        else { return nil }
        self.init(granularity: granularity, strategy: strategy)
    }
}

/// Decides at `planning.shape`: by the fixed rules, by a learned policy that the gate put in charge or tries, or by an even draw
/// where that was asked for.
public struct ShapeSelection: Sendable {
    /// What is decided.
    static let point = PlanningShapePoint()

    /// Policies and gates.
    public var store: PolicyStore
    /// The share of runs on which whoever is not in charge is tried.
    public var exploration: Double
    /// Whether runs draw evenly among all ways, to learn from it.
    public var draws: Bool

    /// Creates a selection.
    ///
    /// - Parameters:
    ///   - store: policies and gates.
    ///   - exploration: the share of runs on which whoever is not in charge is tried; cut to what the point allows.
    ///   - draws: whether runs draw evenly among all ways.
    public init(store: PolicyStore, exploration: Double, draws: Bool = false) {
        self.store = store
        self.exploration = min(Self.point.exploration, max(0, exploration))
        self.draws = draws
    }

    /// What is known when it is decided.
    struct Subject {
        var run: RunID
        var state: [String: Double]
        /// What the fixed rules choose.
        var usual: PlanShape
        /// Whether somebody said how large tasks are or how they are arranged.
        var isAsked: Bool

        /// The identifier of the decision.
        var decision: String { "\(run)/\(ShapeSelection.point.name)" }
    }

    /// What was decided.
    struct Choice {
        var shape: PlanShape
        /// To be logged; `nil` where nobody was asked.
        var decision: Decision?
        /// The decision, where a policy made it: size and arrangement are parts of it then.
        var whole: Decision? { decision.flatMap { $0.policy == Decision.asked ? nil : $0 } }
        /// Why.
        var reason: String { decision?.reason ?? "by the fixed rules" }
    }

    /// Decides.
    ///
    /// A learned policy that cannot be read never stops a run: the fixed rules decide, and the reason tells why.
    ///
    /// - Parameters:
    ///   - subject: what is known.
    ///   - before: the decision, if it was made before the run was interrupted.
    ///   - time: when.
    /// - Returns: the choice.
    func choose(_ subject: Subject, before: Decision?, at time: Date) -> Choice {
        if let before, let shape = Self.shape(of: before, usual: subject.usual) {
            return Choice(shape: shape, decision: before)
        }
        let state = Self.point.state(of: PlanningShapePoint.Subject(state: subject.state, fixed: subject.usual.name))
        func fixed(_ reason: String, policy: String = StrategyRules.policy) -> Choice {
            let names = Self.point.candidates.map(\.name)
            return Choice(
                shape: subject.usual,
                decision: Decision(
                    id: subject.decision, point: Self.point.name, run: subject.run, state: state, candidates: names,
                    choice: names.firstIndex(of: subject.usual.name) ?? 0, probability: 1, policy: policy,
                    reason: reason, time: time))
        }
        if subject.isAsked { return fixed("it was said how tasks are to be arranged", policy: Decision.asked) }
        if draws {
            let decision = Decision.drawn(
                subject.decision, at: Self.point, run: subject.run, state: state, time: time)
            return Choice(shape: Self.shape(of: decision, usual: subject.usual) ?? subject.usual, decision: decision)
        }
        do {
            guard let decision = try learned(subject, state: state, at: time) else {
                return fixed("the fixed rules decide")
            }
            return Choice(shape: Self.shape(of: decision, usual: subject.usual) ?? subject.usual, decision: decision)
        } catch {
            let words = (error as? any DescribedError)?.message ?? "\(error)"
            return fixed("the fixed rules decide: the learned policy is not used: \(words)")
        }
    }

    /// The draw between the fixed rules and the policy that the gate watches; `nil` where there is none, or where both want the
    /// same.
    private func learned(_ subject: Subject, state: [String: Double], at time: Date) throws -> Decision? {
        guard let version = try store.gate(of: Self.point.name).version else { return nil }
        let policy = try store.pointPolicy(version, point: Self.point.name).candidatePolicy(of: Self.point)
        let place = try policy.choose(Self.point.vector(of: state))
        let name = Self.point.candidates[place].name
        guard name != subject.usual.name else { return nil }
        let draw = PolicyStore.PointDraw(
            id: subject.decision, point: Self.point.name, run: subject.run, state: state, learned: name,
            exploration: exploration)
        return try store.decision(draw, before: nil, at: time)
    }

    /// What a decision chose.
    static func shape(of decision: Decision, usual: PlanShape) -> PlanShape? {
        guard decision.candidates.indices.contains(decision.choice) else { return nil }
        let chosen = decision.candidates[decision.choice]
        if chosen == "fixed" { return usual }
        return chosen.split(separator: " ").last.flatMap { PlanShape(name: $0) }
    }
}
