public import AnnealFoundation
internal import AnnealServing
internal import AnnealTelemetry
public import Foundation

/// Answers for decision points what a run would choose, and lets the gate learn from what came of it.
///
/// Policies are kept ready in memory; `watch` brings them up to date with the store. Choices are of other tasks than those of
/// runs and are rewarded by others, so they are logged under a name of their own (`DecisionPoint.served`) and judged by a
/// gate of their own, which watches the version that the gate of runs watches.
public final class LearningService: Sendable {
    let metrics = LearningMetrics()
    let open = OpenDecisions()
    let shelves: [PolicyShelf]
    private let store: PolicyStore
    private let log: SQLiteDecisionLog
    private let exploration: Double
    private let now: @Sendable () -> Date
    private let identifier: @Sendable () -> String

    /// Creates a service, and reads what the store has.
    ///
    /// - Parameters:
    ///   - store: policies and gates.
    ///   - log: where decisions with their outcomes are kept.
    ///   - exploration: the probability of the policy that is not in charge, where a request names none; cut to 0 … 0.2.
    ///   - now: the time.
    ///   - identifier: a new one at each call.
    public init(
        store: PolicyStore, log: SQLiteDecisionLog, exploration: Double = 0.1,
        now: @escaping @Sendable () -> Date = { Date() },
        identifier: @escaping @Sendable () -> String = { "served-\(UUID().uuidString.lowercased())" }
    ) {
        self.store = store
        self.log = log
        self.exploration = min(0.2, max(0, exploration))
        self.now = now
        self.identifier = identifier
        shelves = ServedPoints.all.map { PolicyShelf($0, store: store) }
        look()
    }

    /// Looks at the store again and again, until the task is cancelled.
    ///
    /// - Parameter interval: between two looks.
    /// - Throws: `CancellationError`.
    public func watch(every interval: Duration = .seconds(1)) async throws {
        while true {
            try await Task.sleep(for: interval)
            look()
        }
    }

    private func look() {
        for shelf in shelves { metrics.looked(shelf.look(at: now())) }
    }

    /// Answers a call.
    ///
    /// - Parameters:
    ///   - name: `choose` or `outcome`.
    ///   - arguments: a JSON object.
    /// - Returns: a JSON object.
    /// - Throws: `ServiceError` for an unknown call or unfit arguments; `SpecError`; `DecisionLogError` when an outcome cannot
    ///   be stored.
    public func answer(_ name: String, _ arguments: JSONValue) async throws -> JSONValue {
        guard let call = LearningCall.all.first(where: { $0.name == name }) else {
            throw ServiceError(
                message: "there is no call '\(name)'", place: name,
                remedy: "call one of \(LearningCall.all.map(\.name).joined(separator: ", "))")
        }
        let start = ContinuousClock.now
        do {
            try call.check(arguments)
            let answer = call.name == LearningCall.choose.name ? try choose(arguments) : try await judge(arguments)
            metrics.count(name, failed: false, took: ContinuousClock.now - start)
            return answer
        } catch {
            metrics.count(name, failed: true, took: ContinuousClock.now - start)
            throw error
        }
    }

    private func shelf(_ name: String) throws -> PolicyShelf {
        let point = try ServedPoints.named(name)
        guard let shelf = shelves.first(where: { $0.point.point == point.point }) else {
            throw ServiceError(message: "the point '\(name)' is not served", place: "point")
        }
        return shelf
    }

    private func choose(_ arguments: JSONValue) throws -> JSONValue {
        let shelf = try shelf(arguments["point"]?.stringValue ?? "")
        let choice = try ServedChoice(
            arguments, shelf: shelf, id: identifier(), exploration: exploration, time: now())
        if choice.note != nil { metrics.unusable(shelf.point.point.name) }
        metrics.chose(shelf.point.point.name, version: choice.decision.policy, mode: choice.mode)
        open.add(choice.decision)
        return choice.json
    }

    private func judge(_ arguments: JSONValue) async throws -> JSONValue {
        let (id, reward) = (arguments["id"]?.stringValue ?? "", arguments["reward"]?.doubleValue ?? 0)
        let decision = try await take(id)
        let time = now()
        let outcome = Outcome(
            decision: id, reward: reward,
            parts: (arguments["parts"]?.objectValue ?? [:]).compactMapValues(\.doubleValue), time: time)
        do {
            try await log.record(decision)
            try await log.record(outcome)
        } catch {
            open.putBack(decision)
            throw error
        }
        guard let shelf = shelves.first(where: { $0.point.point.served == decision.point }) else {
            throw ServiceError(message: "the point '\(decision.point)' is not served", place: "id")
        }
        return try told(of: decision, outcome, shelf, at: time)
    }

    /// The decision of an identifier, which nobody else may judge from now on.
    private func take(_ id: String) async throws -> Decision {
        switch open.take(id) {
        case .open(let decision): return decision
        case .closed: throw Self.secondOutcome(id)
        case .unknown:
            if try await log.decision(id)?.1 != nil { throw Self.secondOutcome(id) }
            throw ServiceError(
                message: "there is no choice '\(id)' that waits for its outcome", place: "id",
                remedy: "send the `id` of an answer of /v1/choose; choices are forgotten when the service ends")
        }
    }

    private static func secondOutcome(_ id: String) -> ServiceError {
        ServiceError(
            message: "the outcome of '\(id)' was told already", place: "id",
            remedy: "tell it once; ask /v1/choose anew for another try")
    }

    /// Shows the gate what came of a decision. A gate that cannot be stored does not undo the outcome, which is logged.
    private func told(of decision: Decision, _ outcome: Outcome, _ shelf: PolicyShelf, at time: Date) throws
        -> JSONValue
    {
        var lesson = PolicyShelf.Lesson(gate: shelf.current.gate, change: nil, isCounted: false)
        var members: [String: JSONValue] = ["id": .string(decision.id), "point": .string(shelf.point.point.name)]
        do { lesson = try shelf.learn(from: decision, outcome, at: time) } catch {
            members["note"] = .string("the gate did not learn from it: \(error.message)")
        }
        metrics.judged(shelf.point.point.name, isCounted: lesson.isCounted)
        members["isCounted"] = .bool(lesson.isCounted)
        members["inCharge"] = .string(lesson.gate.charge.description)
        members["samples"] = .int(lesson.gate.evidence.samples)
        members["change"] = try lesson.change.map { try JSONValue(encoding: $0) } ?? .null
        return .object(members)
    }

    /// Every served point: what `anneal learn status` tells, the policies that are ready with their provenance, what could
    /// not be read, and every change of who is in charge.
    ///
    /// - Returns: a JSON object.
    /// - Throws: `SuiteError`, `DecisionLogError`, `EncodingError`.
    func policies() async throws -> JSONValue {
        let counts = try await log.counts()
        let changes = (try? store.changes()) ?? []
        return [
            "points": .array(
                try shelves.map { shelf in
                    let (point, state) = (shelf.point.point, shelf.current)
                    var members = try status(of: shelf, state, counts: counts)
                    members["summary"] = .string(point.summary)
                    members["policies"] = .array(
                        try state.policies.values.map(\.stored).sorted {
                            ($0.trained, $0.version) < ($1.trained, $1.version)
                        }
                        .map { try Self.provenance($0) })
                    members["failures"] = .object(state.failures.mapValues { .string($0) })
                    members["changes"] = .array(
                        try changes.filter { [point.name, point.served].contains($0.point) }
                            .map { try JSONValue(encoding: $0) })
                    return .object(members)
                })
        ]
    }

    /// The status by the files; where a gate cannot be read, the name alone: the failures tell why.
    private func status(
        of shelf: PolicyShelf, _ state: PolicyShelf.State, counts: [String: DecisionCounts]
    ) throws -> [String: JSONValue] {
        do { return try PointStatus(of: shelf.point.point, in: store, counts: counts).json() } catch is SuiteError {
            return ["point": .string(shelf.point.point.name)]
        }
    }

    private static func provenance(_ stored: StoredPolicy) throws -> JSONValue {
        guard case .object(var members) = try JSONValue(encoding: stored) else { return .null }
        members["model"] = nil
        return .object(members)
    }
}
