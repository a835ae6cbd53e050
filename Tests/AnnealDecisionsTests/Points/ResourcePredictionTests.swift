import AnnealFoundation
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("Predicting what tasks use", .tags(.unit))
struct ResourcePredictionTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// Runs whose tasks use memory by their effort, where told, and by their kind alone otherwise; of some nothing is measured.
    private func graphs(_ count: Int, byEffort: Bool, seed: UInt64) -> [ResourceGraph] {
        var random = RandomSource(seed: seed)
        return (0..<count).map { number in
            let tasks = (0..<3).map { place -> ResourceGraph.Task in
                let effort = 1 + 7 * random.uniform()
                let megabytes = byEffort ? 30 * effort * effort : 200 * (0.8 + 0.4 * random.uniform())
                let isMeasured = random.uniform() < 0.9
                return ResourceGraph.Task(
                    kind: "create", state: ["effort": effort, "writes": 1, "create": 1],
                    parents: place == 0 ? [] : [place - 1],
                    used: isMeasured ? [.memory: megabytes * 1e6, .processor: 10 * (1 + random.uniform())] : [:])
            }
            return ResourceGraph(name: "spec-\(number)", tasks: tasks)
        }
    }

    private var trainer: ResourceTrainer {
        var trainer = ResourceTrainer(seed: 5)
        trainer.size = ResourceNetwork.Size(hidden: 32, layers: 2)
        trainer.steps = 250
        trainer.rate = 3e-3
        trainer.parts = 2
        return trainer
    }

    private func gate(_ policy: PointPolicy) async throws -> PolicyGate {
        try await withTemporaryFolder { (folder: URL) async throws -> PolicyGate in
            let store = PolicyStore(folder: folder)
            let gate = try store.show(policy, weighing: true, at: Self.time)
            #expect(try store.pointPolicy(policy.version, point: "resources.prediction") == policy)
            return gate
        }
    }

    @Test(
        "means are of logarithms by kind, and of all where a kind was never seen; what nobody measured is not predicted"
    )
    func means() throws {
        func task(_ kind: String, _ used: [Resource: Double]) -> ResourceGraph.Task {
            ResourceGraph.Task(kind: kind, state: [:], parents: [9, -1], used: used)
        }
        let graph = ResourceGraph(
            name: "s", tasks: [task("a", [.memory: 99]), task("a", [.memory: 9_999]), task("b", [.storage: .nan])])
        #expect(graph.tasks.allSatisfy(\.parents.isEmpty) && graph.isMeasured)
        let means = ResourceMeans(of: [graph])
        let mean = try #require(means.logarithm(of: .memory, kind: "a"))
        #expect(abs(exp(mean) - 1_000) < 1e-6)
        #expect(means.logarithm(of: .memory, kind: "never") == mean)
        for resource in [Resource.gpu, .network, .storage, .processor] {
            #expect(means.logarithm(of: resource, kind: "a") == nil)
        }
        let predicted = graph.predicted(by: means)
        #expect(predicted.allSatisfy { $0.count == 1 })
        let error = try #require(graph.error(of: predicted))
        #expect(abs(error - log(10)) < 1e-9)
        #expect(graph.error(of: [[:], [:], [:]]) == nil)
        #expect(abs(ResourcePoint().reward(of: ["error": log(4)]) - 0.5) < 1e-9)
        #expect(ResourcePoint().reward(of: ["error": 0]) == 1 && ResourcePoint().reward(of: ["error": 9]) == 0)
    }

    @Test("where use depends on the task, the network is better on runs that it has not seen, and is let in")
    func better() async throws {
        let policy = try trainer.train(graphs(90, byEffort: true, seed: 1), codeVersion: "1", time: Self.time)
        let evidence = try #require(policy.recorded)
        #expect(evidence.differences.count == 54 && evidence.bets.mean > 0.05, "\(evidence.bets.mean)")
        let gate = try await gate(policy)
        #expect(gate.charge == .learned(policy.version))
        try policy.check()
        let fresh = graphs(20, byEffort: true, seed: 2).filter(\.isMeasured)
        var (learned, fixed) = (0.0, 0.0)
        for graph in fresh {
            learned += try #require(graph.error(of: try policy.forecast(graph, byNetwork: true)))
            fixed += try #require(graph.error(of: try policy.forecast(graph, byNetwork: false)))
        }
        #expect(learned < fixed)
        // Nothing counts graphics processors: nothing is said of them.
        let told = try policy.forecast(fresh[0], byNetwork: true)
        #expect(told.allSatisfy { $0[.gpu] == nil && $0[.network] == nil && $0[.memory] != nil })
    }

    @Test("where tasks of a kind differ by chance alone, the means stay") func kept() async throws {
        let policy = try trainer.train(graphs(60, byEffort: false, seed: 3), codeVersion: "1", time: Self.time)
        #expect(try await gate(policy).charge == .fixed)
    }

    @Test("too few measured runs are told; runs of one specification are one case") func few() {
        var graphs = graphs(40, byEffort: true, seed: 4)
        for index in graphs.indices { graphs[index].name = "spec-\(index % 9)" }
        let all = graphs
        let error = #expect(throws: SuiteError.self) {
            try trainer.train(all, codeVersion: "1", time: Self.time)
        }
        #expect(error?.message.contains("of 9 specifications") == true)
        let unmeasured = ResourceGraph(
            name: "s", tasks: [ResourceGraph.Task(kind: "create", state: [:], parents: [])])
        #expect(throws: SuiteError.self) {
            try trainer.train([unmeasured], codeVersion: "1", time: Self.time)
        }
    }

    @Test("a policy without means, or of other weights, is refused") func refused() throws {
        var policy = try trainer.train(graphs(12, byEffort: true, seed: 6), codeVersion: "1", time: Self.time)
        policy.resources = nil
        #expect(throws: SuiteError.self) { try policy.check() }
        policy.kind = .ppo
        #expect(throws: LearningError.self) { try policy.check() }
    }
}
