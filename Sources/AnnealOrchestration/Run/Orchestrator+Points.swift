internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation

extension Orchestrator {
    /// Lets the gates of the points that are decided once in a run learn from it, and tells who is in charge from now on
    /// where that changed.
    func learnFromPoints() async throws {
        guard let store = parts.selection?.store else { return }
        let decisions = try await parts.decisions.decisions(of: run)
        for point in LearnablePoints.all where point.name != TaskSelection.point {
            do throws(SuiteError) {
                for change in try store.learn(from: decisions, at: point.name, time: parts.now()) { tell(change) }
            } catch {
                parts.events.send(
                    "item.note",
                    ["text": .string("the gate of \(point.name) did not learn from this run: \(error.message)")])
            }
        }
    }

    /// Tells a decision that was drawn between the fixed and a learned policy.
    ///
    /// - Parameters:
    ///   - decision: the decision.
    ///   - more: what else is to be told.
    func tell(_ decision: Decision, _ more: [String: JSONValue] = [:]) {
        parts.events.send(
            "decision.made", task: decision.task,
            [
                "point": .string(decision.point), "policy": .string(decision.policy),
                "choice": .string(decision.candidates[decision.choice]),
                "probability": .double(decision.probability), "reason": .string(decision.reason),
            ].merging(more) { $1 })
    }

    /// Tells a change of who is in charge, with its evidence.
    ///
    /// - Parameter change: the change.
    func tell(_ change: GateChange) {
        parts.events.send(
            "decision.gate",
            [
                "point": .string(change.point), "from": .string("\(change.from)"), "to": .string("\(change.to)"),
                "reason": .string(change.reason), "samples": .int(change.evidence.samples),
                "effectiveSamples": .double(change.evidence.effectiveSamples),
                "difference": .double(change.evidence.difference),
                "bound": change.evidence.bound.map { .double($0) } ?? .null, "risk": .double(change.evidence.risk),
            ])
    }
}
