import AnnealDecisions
import AnnealFoundation
import AnnealModels
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealOrchestration

@Suite("The choice of how a task is worked on", .tags(.unit))
struct TaskSelectionTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    private static let text = """
        # Numbers

        A Python module `numbers_of_ours.py` in the repository root.

        ## Requirements

        ### R1 Double
        `double_of(number: int) -> int` returns twice the number.

        - `double_of(4)` returns `8`.
        """

    /// A store with a policy that always tries the arms in order, in the shadow.
    private func store(_ folder: URL, arms: [String], order: [Int]) throws -> PolicyStore {
        let model = """
            {"point":"selection.arm","version":"cascade-1-x","kind":"cascade","arms":\(try CanonicalJSON.string(arms)),
            "featureVersion":\(TaskFeatures.version),"seed":1,"codeVersion":"1","trained":"2024-01-01T00:00:00Z",
            "data":{"outcomes":1,"tasks":1,"from":"2024-01-01T00:00:00Z","to":"2024-01-01T00:00:00Z","digest":"x"},
            "evaluation":[],"model":{"cascade":{"arms":\(order)}}}
            """
        let store = PolicyStore(folder: folder)
        try store.store(CanonicalJSON.decode(StoredPolicy.self, from: Data(model.utf8)))
        var gate = PolicyGate(point: "selection.arm")
        _ = gate.consider("cascade-1-x", at: Self.time)
        try store.store(gate)
        return store
    }

    private func subject(
        _ number: Int = 1, model: String = "qwen2.5-coder-1.5b", settings: [String: String] = [:],
        flags: [String: String] = [:]
    ) throws -> TaskSelection.Subject {
        let document = try SpecDocument(parsing: Self.text, path: "spec.md")
        let requirement = try #require(document.requirements.first)
        let task = PlanTask(
            id: TaskID("t\(number)"), title: "Double", requirements: [requirement.id],
            criteria: requirement.criteria.map(\.id))
        return TaskSelection.Subject(
            run: RunID("run"), task: task, attempt: 1, specification: document, model: model, settings: settings,
            flags: flags)
    }

    private static let arms = ["small-greedy", "large-greedy", "large-long"]

    @Test(
        "in the shadow the policy is tried on a small share of tasks, ends in the fixed way, and is logged with its share"
    )
    func shadow() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let selection = TaskSelection(
                store: try store(folder, arms: Self.arms, order: [1, 2]), exploration: 0.1)
            var tried = 0
            for number in 0..<400 {
                let choice = try #require(try selection.choose(subject(number), before: nil, at: Self.time))
                #expect(choice.decision.candidates == ["fixed", "cascade-1-x: large-greedy>fixed"])
                #expect(choice.stages.last == [:])
                #expect(choice.stages.count == (choice.decision.choice == 1 ? 2 : 1))
                #expect(abs(choice.decision.probability - (choice.decision.choice == 1 ? 0.1 : 0.9)) < 1e-9)
                tried += choice.decision.choice
                // The same task draws the same again.
                let again = try #require(try selection.choose(subject(number), before: nil, at: Self.time))
                #expect(again.decision == choice.decision)
            }
            #expect((15...70).contains(tried), "\(tried)")
        }
    }

    @Test(
        "without a policy, with another model, or where a person has said how, the fixed way is taken and nothing is logged"
    )
    func nothing() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let empty = TaskSelection(store: PolicyStore(folder: folder.appending(path: "empty")), exploration: 0.1)
            #expect(try empty.choose(subject(), before: nil, at: Self.time) == nil)
            let selection = TaskSelection(store: try store(folder, arms: Self.arms, order: [1, 2]), exploration: 0.1)
            #expect(try selection.choose(subject(model: "gpt-large"), before: nil, at: Self.time) == nil)
            #expect(
                try selection.choose(subject(flags: ["workflow.rounds": "6"]), before: nil, at: Self.time) == nil)
            #expect(
                try selection.choose(subject(settings: ["workflow.rounds": "2"]), before: nil, at: Self.time) == nil)
            #expect(
                try selection.choose(subject(settings: ["workflow.rounds": "6"]), before: nil, at: Self.time) != nil)
            // A policy that wants the fixed way has nothing to try.
            let same = TaskSelection(
                store: try store(folder.appending(path: "same"), arms: Self.arms, order: [2]), exploration: 0.1)
            #expect(try same.choose(subject(), before: nil, at: Self.time) == nil)
        }
    }

    @Test("the gate learns from a run once, and lets a policy in that does better") func learning() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let selection = TaskSelection(store: try store(folder, arms: Self.arms, order: [1, 2]), exploration: 0.2)
            var changes: [GateChange] = []
            for number in 0..<2_000 where changes.isEmpty {
                let choice = try #require(try selection.choose(subject(number), before: nil, at: Self.time))
                let reward = try selection.reward(unmet: choice.decision.choice == 1 ? 0 : 1, tokens: 1_000)
                let outcome = Outcome(decision: choice.decision.id, reward: reward, time: Self.time)
                let decisions: [(Decision, Outcome?)] = [(choice.decision, outcome)]
                changes += try selection.learn(from: decisions, at: Self.time)
                let samples = try selection.store.gate(of: "selection.arm").evidence.samples
                _ = try selection.learn(from: decisions, at: Self.time)
                #expect(try selection.store.gate(of: "selection.arm").evidence.samples == samples)
            }
            #expect(changes.map(\.to) == [.learned("cascade-1-x")])
            #expect(try selection.store.changes() == changes)
            let choice = try #require(try selection.choose(subject(9_999), before: nil, at: Self.time))
            #expect(choice.decision.state["p.learned"] == 0.8)
        }
    }

    @Test("the reward counts checks first, then tokens beside those that the fixed way usually takes")
    func reward() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try store(folder, arms: Self.arms, order: [1, 2])
            let selection = TaskSelection(store: store, exploration: 0.1)
            let common = try selection.reward(unmet: 0, tokens: 1_000)
            #expect(common == SelectionReward().value(isRight: true, tokens: 1_000))
            #expect(try selection.reward(unmet: 0, tokens: 0) == 1)
            #expect(try selection.reward(unmet: 1, tokens: 0) < selection.reward(unmet: 0, tokens: 40_000))
            var policy = try store.policy("cascade-1-x", point: "selection.arm")
            policy.usualTokens = 500
            try store.store(policy)
            #expect(try selection.reward(unmet: 0, tokens: 1_000) < common)
        }
    }
}
