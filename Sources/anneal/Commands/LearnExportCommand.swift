import AnnealDecisions
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal learn export [POINT]`: a policy with its provenance, for another machine.
struct LearnExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a policy with its provenance to a file, or take one from a file.")

    @Argument(help: "The decision point.") var point = DecisionPoint.selection.name
    @Option(help: "The version; the newest when left out.") var version: String?
    @Option(help: "The file to write; standard output when left out.") var output: String?
    @Option(name: .customLong("import"), help: "Take this policy into the store; it begins in the shadow.")
    var source: String?

    func run() async throws {
        try await reportingErrors {
            try DecisionPoint.check(point, learned: true)
            let store = PolicyStore(StateDirectories(environment: ProcessInfo.processInfo.environment))
            if let source {
                return try point == DecisionPoint.selection.name
                    ? take(source, into: store) : takePolicy(source, into: store)
            }
            guard let name = version ?? store.versions(of: point).last else {
                throw SuiteError(
                    message: "there is no policy of \(point)", place: store.folder.path,
                    remedy: "`anneal learn train` trains one")
            }
            let text =
                try point == DecisionPoint.selection.name
                ? CanonicalJSON.string(store.policy(name, point: point))
                : CanonicalJSON.string(store.pointPolicy(name, point: point))
            guard let output else {
                Terminal.result(text)
                return .verified
            }
            do { try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: output), options: .atomic) } catch {
                throw LearningFailure(
                    message: "the policy cannot be written: \(error.localizedDescription)", place: output,
                    remedy: "give another place with --output")
            }
            Terminal.note("\(name): \(output)")
            return .verified
        }
    }

    private func take(_ path: String, into store: PolicyStore) throws -> AnnealFoundation.ExitCode {
        let bytes = try LearningInput.bytes(path)
        let policy: StoredPolicy
        do { policy = try CanonicalJSON.decode(StoredPolicy.self, from: Data(bytes)) } catch {
            throw LearningFailure(
                message: "this is no policy", place: path, remedy: "give a file that `anneal learn export` wrote")
        }
        guard policy.point == point else {
            throw LearningFailure(
                message: "the policy is of the point \(policy.point)", place: path,
                remedy: "`anneal learn export \(policy.point) --import \(path)`")
        }
        _ = try LearningInput.checked { try policy.policy() }
        try store.store(policy)
        // What it came to elsewhere lets nothing in here, where tasks may be others; that it solved fewer counts.
        try store.locked { () throws(SuiteError) in
            var gate = try store.gate(of: point)
            let change = gate.consider(policy.version, isVetoed: policy.isVetoed, at: Date())
            try store.store(gate, change: change)
        }
        Terminal.note("\(policy.version): in the shadow of the fixed policy")
        return .verified
    }

    /// The same for a policy of another point than `selection.arm`.
    private func takePolicy(_ path: String, into store: PolicyStore) throws -> AnnealFoundation.ExitCode {
        let bytes = try LearningInput.bytes(path)
        let policy: PointPolicy
        do { policy = try CanonicalJSON.decode(PointPolicy.self, from: Data(bytes)) } catch {
            throw LearningFailure(
                message: "this is no policy of \(point)", place: path,
                remedy: "give a file that `anneal learn export \(point)` wrote")
        }
        guard policy.point == point else {
            throw LearningFailure(
                message: "the policy is of the point \(policy.point)", place: path,
                remedy: "`anneal learn export \(policy.point) --import \(path)`")
        }
        try LearningInput.checked { try policy.check() }
        _ = try store.show(policy, weighing: false, at: Date())
        Terminal.note("\(policy.version): in the shadow of the fixed policy")
        return .verified
    }
}
