import AnnealDecisions
import AnnealFoundation
import AnnealServing
import AnnealTesting
import Foundation
import Synchronization

/// A store with a policy that was trained on a small matrix of outcomes, served on a free port, and a client for it.
struct ServedPolicies: Sendable {
    static let time = Date(timeIntervalSince1970: 1_700_000_000)
    static let point = "selection.arm"

    let store: PolicyStore
    let log: SQLiteDecisionLog
    let client: ServiceClient
    /// The version that is watched from the beginning on.
    let version: String

    /// Serves the policy of a kind while something is done; files are looked at every few milliseconds.
    static func with(
        _ kind: StoredPolicy.Kind = .linucb, exploration: Double = 0.1,
        _ body: @Sendable (ServedPolicies) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder.appending(path: "learning"))
            let policy = try train(kind)
            try watch(policy, in: store)
            let log = try SQLiteDecisionLog(path: folder.appending(path: "log.sqlite").path)
            let number = Mutex(0)
            let service = LearningService(
                store: store, log: log, exploration: exploration, now: { time },
                identifier: {
                    number.withLock { number in
                        number += 1
                        return "served-\(number)"
                    }
                })
            let routes = LearningRoutes(service: service)
            let token = "a-token-for-tests"
            let server = try await ServiceServer(
                routes, refusals: routes.refusals, command: "anneal learn serve", port: 0, token: token)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await server.serve() }
                tasks.addTask { try await service.watch(every: .milliseconds(10)) }
                defer { tasks.cancelAll() }
                let client = ServiceClient(address: server.address, token: token)
                try await body(ServedPolicies(store: store, log: log, client: client, version: policy.version))
            }
        }
    }

    /// Stores a policy and lets the gate of runs watch it.
    static func watch(_ policy: StoredPolicy, in store: PolicyStore) throws {
        try store.store(policy)
        var gate = try store.gate(of: point)
        let change = gate.consider(policy.version, at: time)
        try store.store(gate, change: change)
    }

    /// A policy over arms that there are, trained on tasks whose requirements tell how hard they are: the cheap arm solves
    /// two of five, the dear one all, and checks are always right.
    static func train(_ kind: StoredPolicy.Kind) throws -> StoredPolicy {
        let outcomes = (0..<40).flatMap { number -> [ArmOutcome] in
            let hardness = number * 7 % 40
            return [("small-greedy", 16, 100), ("large-four", 28, 400), ("large-long", 40, 1_000)].map {
                arm, reach, tokens in
                let isSolved = hardness < reach
                let task = SuiteTask(
                    id: "t\(number)", language: "python", difficulty: .easy, topic: "made", spec: "# T",
                    hidden: ["t.py": ""], command: "true", reference: ["a.py": ""])
                return ArmOutcome(
                    task: task, arm: arm, features: ["requirements": Double(hardness) / 4, "words": 40],
                    isSolved: isSolved, verified: isSolved ? 1 : 0, criteria: 1, criteriaVerified: isSolved ? 1 : 0,
                    criteriaFailed: isSolved ? 0 : 1, promptTokens: 0, generatedTokens: tokens,
                    seconds: Double(tokens) / 50, time: time)
            }
        }
        let matrix = try OutcomeMatrix(outcomes)
        let evaluation = try SelectionEvaluation(matrix, learners: [CascadeLearner()], splits: 2)
        return try StoredPolicy(
            training: kind, on: outcomes, matrix: matrix, point: point, evaluation: evaluation, seed: 3, steps: 150,
            codeVersion: "1.0", time: time)
    }

    /// Features of tasks for which the policy has more to offer than the fixed way.
    static let features: JSONValue = ["requirements": 1, "words": 40, "examples": 2]

    func choose(_ more: [String: JSONValue] = [:]) async throws -> ServiceClient.Answer {
        var arguments: [String: JSONValue] = ["point": .string(Self.point), "features": Self.features]
        for (name, value) in more { arguments[name] = value }
        return try await client.send("/v1/choose", .object(arguments))
    }

    func outcome(_ id: String, reward: Double) async throws -> ServiceClient.Answer {
        try await client.send("/v1/outcome", ["id": .string(id), "reward": .double(reward)])
    }

    /// What the service tells of the point.
    func status() async throws -> JSONValue {
        try await client.send("/v1/policies").json["points"]?[0] ?? .null
    }

    /// Asks until something holds, for a few seconds.
    func eventually(_ holds: (JSONValue) -> Bool) async throws -> JSONValue {
        var told = try await status()
        for _ in 0..<500 where !holds(told) {
            try await Task.sleep(for: .milliseconds(10))
            told = try await status()
        }
        return told
    }
}
