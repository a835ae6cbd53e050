import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("Evidence of recorded outcomes", .tags(.unit))
struct RecordedEvidenceTests {
    private static let time = Date(timeIntervalSince1970: 0)
    private static let zeros = [Double](repeating: 0, count: TaskFeatures.names.count)

    /// Tasks that a cheap arm solves as often as told and knows it as often as told; the dear one solves all.
    private func matrix(_ count: Int, solved: Double, knows: Double, dear: Double = 0.9, seed: UInt64) -> OutcomeMatrix
    {
        var random = RandomSource(seed: seed)
        let rows = (0..<count).map { number in
            let isSolved = random.uniform() < solved
            let passes = random.uniform() < knows ? isSolved : !isSolved
            let isDear = random.uniform() < dear
            return OutcomeMatrix.Row(
                task: "t\(number)", features: Self.zeros,
                cells: [
                    OutcomeMatrix.Cell(
                        isSolved: isSolved, passes: passes, score: passes ? 1 : 0, tokens: 100, seconds: 10),
                    OutcomeMatrix.Cell(
                        isSolved: isDear, passes: isDear, score: isDear ? 1 : 0, tokens: 1_000, seconds: 100),
                ])
        }
        return OutcomeMatrix(arms: ["cheap", "dear"], rows: rows)
    }

    private func evidence(_ matrix: OutcomeMatrix, _ policy: ArmCascade = ArmCascade([0])) throws -> RecordedEvidence {
        try RecordedEvidence(
            of: [RecordedEvidence.Part(policy, on: Array(matrix.rows.indices))], in: matrix, fixed: 1,
            reward: SelectionReward(usualTokens: 1_000))
    }

    private func charge(_ evidence: RecordedEvidence) -> PolicyGate.Charge {
        var gate = PolicyGate(point: "selection.arm")
        _ = gate.consider("v1", at: Self.time)
        let change = gate.weigh(evidence, at: Self.time)
        #expect((change?.to == .learned("v1")) == (gate.charge == .learned("v1")))
        return gate.charge
    }

    @Test(
        "the reward is mostly for what is right, and half of the usual tokens saved is worth the same for every model")
    func reward() {
        for usual in [200.0, 20_000] {
            let reward = SelectionReward(usualTokens: usual)
            #expect(reward.value(isRight: true, tokens: 0) == 1)
            #expect(abs(reward.value(isRight: true, tokens: usual) - 0.85) < 1e-9)
            #expect(abs(reward.value(isRight: true, tokens: usual / 2) - 0.925) < 1e-9)
            #expect(reward.value(isRight: false, tokens: 0) < reward.value(isRight: true, tokens: 9 * usual))
        }
    }

    @Test("the fixed way follows where checks do not pass, and costs what it costs") func followed() throws {
        let never = matrix(10, solved: 0, knows: 1, dear: 1, seed: 1)
        let evidence = try evidence(never)
        #expect(evidence.learned.solved == 1 && evidence.learned.tokens == 1_100)
        #expect(evidence.fixed.tokens == 1_000 && evidence.keepsSolving)
        #expect(evidence.differences.allSatisfy { $0 < 0 && $0 > -0.05 })
        #expect(abs(evidence.fixedValue - 0.85) < 1e-9)
        // The fixed way itself is no second try.
        let same = try self.evidence(never, ArmCascade([1]))
        #expect(same.differences.allSatisfy { $0 == 0 } && same.learned == same.fixed)
    }

    @Test("a policy that saves and solves as much comes into charge at once; its evidence is told") func better() throws
    {
        let evidence = try evidence(matrix(120, solved: 0.7, knows: 1, dear: 1, seed: 2))
        #expect(evidence.learned.tokens < 0.5 * evidence.fixed.tokens)
        #expect(charge(evidence) == .learned("v1"))
        var gate = PolicyGate(point: "selection.arm")
        _ = gate.consider("v1", at: Self.time)
        let weighed = gate.weigh(evidence, at: Self.time)
        let change = try #require(weighed)
        #expect(
            change.evidence.samples == 120 && (change.evidence.bound ?? 0) > 0 && change.reason.contains("recorded"))
        // Watched from now on: it goes when runs show that the fixed way earns more.
        var observations = 0
        while gate.charge != .fixed, observations < 2_000 {
            let isFixed = observations % 5 == 0
            _ = gate.observe(
                GateObservation(
                    choice: isFixed ? 0 : 1, reward: isFixed ? 0.9 : 0.3, logging: [0.2, 0.8], fixed: [1, 0],
                    learned: [0, 1]), at: Self.time)
            observations += 1
        }
        #expect(gate.charge == .fixed, "\(observations)")
    }

    @Test("few tasks, no saving, or a policy that is often wrong without knowing it let nothing in") func kept() throws
    {
        // As clear as can be, and too few for it.
        let few = try evidence(matrix(15, solved: 1, knows: 1, dear: 0, seed: 3))
        #expect(few.bets.capital > 1_000 && few.keepsSolving)
        #expect(charge(few) == .fixed)
        #expect(charge(try evidence(matrix(60, solved: 0, knows: 1, seed: 4))) == .fixed)
        let wrong = try evidence(matrix(200, solved: 0.8, knows: 0.5, dear: 1, seed: 5))
        #expect(!wrong.keepsSolving)
        #expect(charge(wrong) == .fixed)
    }

    @Test("what recorded tasks say against a policy is not forgotten when its checks pass in runs") func remembered()
        throws
    {
        let wrong = try evidence(matrix(200, solved: 0.8, knows: 0.5, dear: 1, seed: 5))
        func entries(_ recorded: RecordedEvidence?) -> Bool {
            var gate = PolicyGate(point: "selection.arm")
            _ = gate.consider("v1", at: Self.time)
            if let recorded { _ = gate.weigh(recorded, at: Self.time) }
            for number in 0..<1_000 where gate.charge == .fixed {
                let choice = number % 5 == 0 ? 1 : 0
                _ = gate.observe(
                    GateObservation(
                        choice: choice, reward: choice == 1 ? 1 : 0.2, logging: [0.8, 0.2], fixed: [1, 0],
                        learned: [0, 1]), at: Self.time)
            }
            return gate.charge != .fixed
        }
        #expect(entries(nil))
        #expect(!entries(wrong))
        // Nor when what was kept of it is of a time before the veto had a name.
        var old = PolicyGate(point: "selection.arm")
        _ = old.consider("v1", at: Self.time)
        _ = old.weigh(wrong, at: Self.time)
        var kept = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(old)) as? [String: Any])
        kept["isVetoed"] = nil
        old = try JSONDecoder().decode(PolicyGate.self, from: JSONSerialization.data(withJSONObject: kept))
        for _ in 0..<1_000 where old.charge == .fixed {
            _ = old.observe(
                GateObservation(choice: 1, reward: 1, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
                at: Self.time)
        }
        #expect(old.charge == .fixed)
        // Nor when it is considered again.
        var gate = PolicyGate(point: "selection.arm")
        _ = gate.consider("v1", isVetoed: true, at: Self.time)
        for _ in 0..<1_000 where gate.charge == .fixed {
            _ = gate.observe(
                GateObservation(choice: 1, reward: 1, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
                at: Self.time)
        }
        #expect(gate.charge == .fixed)
    }

    @Test("a policy that is no better is let in by chance at most once in 20 times") func chance() throws {
        var entries = 0
        for seed in 0..<200 {
            // Right as often and as dear, in the mean.
            var random = RandomSource(seed: UInt64(seed))
            let rows = (0..<60).map { number in
                OutcomeMatrix.Row(
                    task: "t\(number)", features: Self.zeros,
                    cells: [0, 1].map { _ in
                        let isSolved = random.uniform() < 0.8
                        return OutcomeMatrix.Cell(
                            isSolved: isSolved, passes: true, score: 1, tokens: 500 + 1_000 * random.uniform(),
                            seconds: 1)
                    })
            }
            if charge(try evidence(OutcomeMatrix(arms: ["a", "b"], rows: rows))) != .fixed { entries += 1 }
        }
        #expect(entries <= 10, "\(entries) of 200")
    }

    @Test("programs that teach the gate at the same time lose nothing of each other") func together() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            var gate = PolicyGate(point: "selection.arm")
            _ = gate.consider("v1", at: Self.time)
            try store.store(gate)
            await withTaskGroup(of: Void.self) { group in
                for program in 0..<4 {
                    group.addTask {
                        for number in 0..<15 {
                            let draw = PolicyDraw(key: "\(program)-\(number)", charge: .fixed, exploration: 0.2)
                            let decision = draw.decision(
                                "\(program)-\(number)", point: "selection.arm", features: [:],
                                candidates: ["fixed", "v1: a>fixed"], version: "v1", time: Self.time)
                            let outcome = Outcome(decision: decision.id, reward: 0.5, time: Self.time)
                            _ = try? PolicyStore(folder: folder).learn(
                                from: [(decision, outcome)], at: "selection.arm", time: Self.time)
                        }
                    }
                }
            }
            #expect(try store.gate(of: "selection.arm").evidence.samples == 60)
        }
    }
}
