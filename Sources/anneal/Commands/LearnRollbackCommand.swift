import AnnealDecisions
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal learn rollback [POINT]`: the fixed policy, or an earlier version in its shadow.
struct LearnRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Put the fixed policy in charge again.",
        discussion: """
            The learned policy is taken out; with --to another version begins in the shadow, without evidence. Models stay.
            """)

    @Argument(help: "The decision point.") var point = DecisionPoint.selection.name
    @Option(help: "The version to watch from now on.") var to: String?
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            try DecisionPoint.check(point, learned: true)
            let store = PolicyStore(StateDirectories(environment: ProcessInfo.processInfo.environment))
            let policy = try to.map { try store.provenance(of: $0, point: point) }
            let before = try store.locked { () throws(SuiteError) in
                var gate = try store.gate(of: point)
                let before = gate.charge
                let change = gate.withdraw(at: Date())
                if let policy { _ = gate.consider(policy.version, isVetoed: policy.isVetoed, at: Date()) }
                try store.store(gate, change: change)
                return before
            }
            if json {
                try Terminal.result([
                    "type": "rollback", "point": .string(point), "from": .string(before.description), "to": "fixed",
                    "watched": to.map { .string($0) } ?? .null,
                ])
            } else {
                Terminal.result(
                    "\(point): fixed in charge" + (before == .fixed ? ", as before" : ", instead of \(before)")
                        + (to.map { "; \($0) in the shadow" } ?? ""))
            }
            return .verified
        }
    }
}
