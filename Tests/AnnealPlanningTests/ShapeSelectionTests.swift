import AnnealContext
import AnnealDecisions
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealPlanning

@Suite("How the shape of a plan is decided")
struct ShapeSelectionTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)
    private static let usual = PlanShape(granularity: .fine, strategy: .balanced)

    private func subject(_ number: Int, isAsked: Bool = false) -> ShapeSelection.Subject {
        ShapeSelection.Subject(
            run: RunID("run-\(number)"), state: ["requirements": 3, "words": 90], usual: Self.usual, isAsked: isAsked)
    }

    /// A policy that learned from drawn decisions in which one candidate was worth everything.
    private func policy(for best: String) throws -> PointPolicy {
        let point = PlanningShapePoint()
        let decisions = (0..<160).map { number -> (Decision, Outcome?) in
            let choice = ShapeSelection(
                store: PolicyStore(folder: URL(fileURLWithPath: "/nowhere")), exploration: 0, draws: true
            )
            .choose(subject(number), before: nil, at: Self.time)
            let decision = choice.decision ?? Decision.drawn("", at: point, state: [:], time: Self.time)
            let isBest = decision.candidates[decision.choice] == best
            return (
                decision,
                Outcome(decision: decision.id, reward: isBest ? 1 : 0, parts: ["verified": 1], time: Self.time)
            )
        }
        return try PointTrainer(seed: 1).train(point, on: decisions, codeVersion: "1", time: Self.time)
    }

    @Test("names of candidates are read back, and every one is a shape") func names() {
        for candidate in PlanningShapePoint().candidates {
            #expect(PlanShape(name: candidate.name)?.name == candidate.name)
        }
        #expect(PlanShape(name: "fine") == nil && PlanShape(name: "huge/balanced") == nil)
    }

    @Test("without a policy the fixed rules decide, logged with probability 1; what was said is not chosen")
    func fixed() {
        let selection = ShapeSelection(
            store: PolicyStore(folder: URL(fileURLWithPath: "/nowhere")), exploration: 0.2)
        let choice = selection.choose(subject(1), before: nil, at: Self.time)
        #expect(choice.shape == Self.usual && choice.decision?.probability == 1)
        #expect(choice.decision?.policy == "fixed/1" && choice.decision?.state["fixed.fine/balanced"] == 1)
        #expect(choice.decision.map { $0.candidates[$0.choice] } == "fine/balanced")
        let drawing = ShapeSelection(store: selection.store, exploration: 0.2, draws: true)
        let asked = drawing.choose(subject(1, isAsked: true), before: nil, at: Self.time)
        #expect(asked.shape == Self.usual && asked.decision?.policy == Decision.asked)
    }

    @Test("where it was asked for, runs draw evenly, and a run that is taken up again keeps what it drew") func drawn()
    {
        let selection = ShapeSelection(
            store: PolicyStore(folder: URL(fileURLWithPath: "/nowhere")), exploration: 0, draws: true)
        var seen: Set<String> = []
        for number in 0..<200 {
            let choice = selection.choose(subject(number), before: nil, at: Self.time)
            #expect(choice.decision?.probability == 0.125)
            #expect(choice.decision.map { $0.candidates[$0.choice] } == choice.shape.name)
            seen.insert(choice.shape.name)
            let later = ShapeSelection(store: selection.store, exploration: 0)
                .choose(subject(number), before: choice.decision, at: Self.time)
            #expect(later.shape == choice.shape && later.decision == choice.decision)
        }
        #expect(seen.count == 8)
    }

    @Test("a learned policy is tried on the share of the runs, and one that cannot be read leaves it to the rules")
    func learned() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            let policy = try policy(for: "coarse/sequential")
            _ = try store.show(policy, weighing: false, at: Self.time)
            let selection = ShapeSelection(store: store, exploration: 0.2)
            var tried = 0
            for number in 0..<200 {
                let choice = selection.choose(subject(number), before: nil, at: Self.time)
                let decision = try #require(choice.decision)
                #expect(decision.candidates == ["fixed", "\(policy.version): coarse/sequential"], "\(decision.reason)")
                #expect(abs(decision.probability - (decision.choice == 1 ? 0.2 : 0.8)) < 1e-9)
                #expect(choice.shape.name == (decision.choice == 1 ? "coarse/sequential" : "fine/balanced"))
                tried += decision.choice
            }
            #expect((15...70).contains(tried), "\(tried)")
            let file = folder.appending(path: "models/planning.shape/\(policy.version).json")
            try Data("{".utf8).write(to: file)
            let choice = selection.choose(subject(1), before: nil, at: Self.time)
            #expect(choice.shape == Self.usual && choice.decision?.probability == 1)
            #expect(choice.reason.contains("the learned policy is not used"))
        }
    }

    @Test("a plan has the shape that was drawn, and its parts are logged with the draw's probability") func planned()
        async throws
    {
        let document = try SpecDocument(
            parsing: """
                # Numbers

                ## Requirements

                ### R1 Double
                `double_of(number: int) -> int` in `a.py` returns twice the number.

                ### R2 Half
                `half_of(number: int) -> int` in `a.py` returns half the number.
                """, path: "spec.md")
        let project = Project(root: "/nowhere", files: [], languages: ["python"])
        let selection = ShapeSelection(
            store: PolicyStore(folder: URL(fileURLWithPath: "/nowhere")), exploration: 0, draws: true)
        for number in 0..<6 {
            let (log, run) = (InMemoryDecisionLog(), RunID("run-\(number)"))
            let planner = TaskPlanner(model: nil, decisions: log, shape: selection)
            let plan = try await planner.plan(document, project: project, run: run)
            let logged = log.all
            #expect(
                logged.map(\.point) == [
                    "planning.shape", "planning.granularity", "planning.strategy", "planning.understanding",
                ])
            let shape = try #require(logged.first.flatMap { ShapeSelection.shape(of: $0, usual: Self.usual) })
            #expect(plan.strategy == shape.strategy)
            #expect(logged[1].candidates[logged[1].choice] == shape.granularity.rawValue)
            #expect(logged[1].probability == 0.125 && logged[2].probability == 0.125 && logged[3].probability == 1)
            #expect(logged[0].state["smallModel"] == 1 && logged[0].state["isPython"] == 1)
            // Made again, as after an interruption, the plan is the same.
            #expect(try await planner.plan(document, project: project, run: run) == plan)
            let said = try await planner.plan(
                document, project: project, options: PlanningOptions(granularity: .coarse), run: RunID("said"))
            #expect(said.strategy == .balanced)
            let asked = log.all.filter { $0.run == RunID("said") }
            #expect(asked.first { $0.point == "planning.granularity" }?.policy == Decision.asked)
            #expect(asked.first { $0.point == "planning.strategy" }?.policy == "fixed/1", "that was not asked for")
        }
    }
}
