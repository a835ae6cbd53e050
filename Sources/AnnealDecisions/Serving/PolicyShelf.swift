internal import AnnealFoundation
internal import Foundation
internal import Synchronization

/// The policies of a served point, as the store has them, and the gate of what is served.
///
/// A request finds everything in memory. `look` brings that up to date with the files: what cannot be read leaves what was
/// there before.
final class PolicyShelf: Sendable {
    /// Everything that a choice needs.
    struct State: Sendable {
        /// Ready policies by version.
        var policies: [String: LoadedPolicy] = [:]
        /// The gate of what is served.
        var gate: PolicyGate
        /// The version that the gate of runs watches.
        var leader: String?
        /// What could not be read, by version or `gate`.
        var failures: [String: String] = [:]

        /// The policy that the gate watches.
        var watched: LoadedPolicy? { gate.version.flatMap { policies[$0] } }
    }

    /// The most versions that are kept ready.
    private static let mostVersions = 16

    let point: any ServedPoint
    private let store: PolicyStore
    private let state: Mutex<State>
    /// Those of the last look; `nil` before the first.
    private let stamps = Mutex<[String: FileStamp]?>(nil)
    /// Held while the gate of what is served is read, changed and stored.
    private let writing = Mutex(())

    init(_ point: any ServedPoint, store: PolicyStore) {
        self.point = point
        self.store = store
        state = Mutex(State(gate: PolicyGate(point: point.point.served)))
    }

    /// Everything that a choice needs.
    var current: State { state.withLock { $0 } }

    /// What a look found.
    enum Finding: Sendable {
        case unchanged
        case read
        /// Something could not be read that was not known to be broken.
        case failed
    }

    /// Looks whether files have changed, and reads those that did.
    func look(at time: Date) -> Finding {
        let new = store.stamps(of: point.point)
        let old = stamps.withLock { stamps in
            defer { stamps = new }
            return stamps
        }
        guard new != old else { return .unchanged }
        let before = current
        let (leader, gateFailure) = followed(before)
        var failures: [String: String] = [:]
        failures["gate"] = gateFailure
        var policies: [String: LoadedPolicy] = [:]
        let versions = store.versions(of: point.point.name).suffix(Self.mostVersions)
        for version in Set(versions + [leader, before.gate.version].compactMap(\.self)) {
            if let known = before.policies[version], before.failures[version] == nil, new[version] == old?[version] {
                policies[version] = known
                continue
            }
            do {
                policies[version] = try LoadedPolicy(
                    try store.policy(version, point: point.point.name), point: point)
            } catch {
                policies[version] = before.policies[version]
                failures[version] = (error as? any DescribedError)?.message ?? "\(error)"
            }
        }
        let ready = policies
        do { try follow(leader, among: Set(ready.keys), at: time) } catch { failures["gate"] = error.message }
        let told = failures
        state.withLock { state in
            state.policies = ready
            state.leader = leader
            state.failures = told
        }
        return told.contains { before.failures[$0.key] != $0.value } ? .failed : .read
    }

    /// The version that the gate of runs watches; that of before where the gate cannot be read.
    private func followed(_ before: State) -> (String?, failure: String?) {
        do { return (try store.gate(of: point.point.name).version, nil) } catch {
            return (before.leader, error.message)
        }
    }

    /// Lets the gate of what is served watch what the gate of runs does, as soon as that policy is ready, unless it lost its
    /// place here.
    private func follow(_ leader: String?, among ready: Set<String>, at time: Date) throws(SuiteError) {
        let name = point.point.served
        try writing.withLock { _ throws(SuiteError) in
            let new = try store.locked { () throws(SuiteError) in
                var gate = try store.gate(of: name)
                guard gate.version != leader else { return gate }
                var change: GateChange?
                if let leader {
                    let hasLost = try store.changes().contains { change in
                        change.point == name && change.from == .learned(leader) && change.reason != PolicyGate.takenBack
                    }
                    if !hasLost, ready.contains(leader) {
                        let isVetoed = try store.policy(leader, point: point.point.name).isVetoed
                        change = gate.consider(leader, isVetoed: isVetoed, at: time)
                    }
                } else {
                    change = gate.withdraw(at: time)
                }
                try store.store(gate, change: change)
                return gate
            }
            state.withLock { $0.gate = new }
        }
    }

    /// What came of showing a decision to the gate.
    struct Lesson: Sendable {
        /// The gate after it.
        var gate: PolicyGate
        /// The change of who is in charge, if it brought one.
        var change: GateChange?
        /// Whether it says something of the two policies.
        var isCounted: Bool
    }

    /// Lets the gate learn from a decision of this service.
    ///
    /// - Returns: what came of it.
    /// - Throws: `SuiteError` when the gate cannot be read or stored.
    func learn(from decision: Decision, _ outcome: Outcome, at time: Date) throws(SuiteError) -> Lesson {
        let name = point.point.served
        return try writing.withLock { _ throws(SuiteError) -> Lesson in
            let before = try store.gate(of: name).evidence.samples
            let change = try store.learn(from: [(decision, outcome)], at: name, time: time).last
            let gate = try store.gate(of: name)
            state.withLock { $0.gate = gate }
            return Lesson(gate: gate, change: change, isCounted: change != nil || gate.evidence.samples > before)
        }
    }
}

extension PolicyStore {
    /// What tells that files of a point have changed: those of its policies by version, and the gate of runs. The gate of
    /// what is served has one writer, the service itself.
    func stamps(of point: DecisionPoint) -> [String: FileStamp] {
        var stamps: [String: FileStamp] = [:]
        for version in versions(of: point.name) {
            stamps[version] = FileStamp(folder.appending(path: "models/\(point.name)/\(version).json"))
        }
        stamps["gate"] = FileStamp(folder.appending(path: "gates/\(point.name).json"))
        return stamps
    }
}
