import AnnealDecisions
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@Suite("The gate", .tags(.unit))
struct PolicyGateTests {
    /// Decisions between choices with given chances of a reward. The fixed policy takes choice 0, the learned one choice 1;
    /// the one in charge is logged with 0.8.
    struct World {
        var chances: [Double]
        var random: RandomSource

        mutating func observation(charge: PolicyGate.Charge) -> GateObservation {
            var logging = [Double](repeating: 0.2 / Double(chances.count - 1), count: chances.count)
            logging[charge == .fixed ? 0 : 1] = 0.8
            let choice = random.index(weighted: logging) ?? 0
            func always(_ index: Int) -> [Double] { chances.indices.map { $0 == index ? 1 : 0 } }
            return GateObservation(
                choice: choice, reward: random.uniform() < chances[choice] ? 1 : 0, logging: logging, fixed: always(0),
                learned: always(1))
        }
    }

    private static let time = Date(timeIntervalSince1970: 0)

    /// After how many decisions the learned policy was let in; `nil` for never.
    private func entry(_ chances: [Double], within limit: Int, seed: UInt64, versions: Int = 1) -> Int? {
        var world = World(chances: chances, random: RandomSource(seed: seed))
        var gate = PolicyGate(point: "test")
        for version in 1...versions {
            _ = gate.consider("v\(version)", at: Self.time)
            for number in 1...limit {
                if gate.observe(world.observation(charge: .fixed), at: Self.time) != nil { return number }
            }
        }
        return nil
    }

    @Test(
        "a policy that is worse, or just as good, is let in at most 5 times in 100, though one looks after each decision",
        arguments: [[0.6, 0.5], [0.5, 0.5], [0.3, 0.3, 0.6], [0.9, 0.8]])
    func worse(chances: [Double]) {
        let logs = 200
        let entries = (0..<logs).count { entry(chances, within: 300, seed: UInt64($0)) != nil }
        #expect(Double(entries) <= 0.05 * Double(logs), "\(entries) of \(logs)")
    }

    @Test("several versions that are no better share the risk") func versions() {
        let entries = (0..<100).count { entry([0.5, 0.5], within: 100, seed: UInt64(1_000 + $0), versions: 5) != nil }
        #expect(entries <= 5, "\(entries)")
    }

    @Test("a policy that is clearly better is let in with few decisions") func better() {
        let entries = (0..<60).map { entry([0.5, 0.95], within: 1_000, seed: UInt64($0)) ?? .max }.sorted()
        #expect(entries[30] <= 250, "\(entries)")
        #expect(entries[54] <= 500, "\(entries)")
        // Never on fewer decisions than the rules want.
        #expect(entries[0] >= 20)
    }

    @Test("a policy that becomes bad loses its place, and the change tells the evidence") func fallback() throws {
        var world = World(chances: [0.5, 0.95], random: RandomSource(seed: 5))
        var gate = PolicyGate(point: "selection.arm")
        #expect(gate.consider("v1", at: Self.time) == nil)
        var changes: [GateChange] = []
        while gate.charge == .fixed {
            if let change = gate.observe(world.observation(charge: .fixed), at: Self.time) { changes.append(change) }
        }
        #expect(changes.count == 1 && changes[0].to == .learned("v1") && changes[0].point == "selection.arm")
        #expect(changes[0].evidence.effectiveSamples >= 20)
        #expect(try #require(changes[0].evidence.bound) > 0)
        for _ in 0..<300 { _ = gate.observe(world.observation(charge: gate.charge), at: Self.time) }
        #expect(gate.charge == .learned("v1"))
        world.chances = [0.5, 0.2]
        var count = 0
        while gate.charge != .fixed, count < 1_000 {
            if let change = gate.observe(world.observation(charge: gate.charge), at: Self.time) {
                changes.append(change)
            }
            count += 1
        }
        #expect(count < 150, "\(count)")
        #expect(changes.last?.to == .fixed && changes.last?.from == .learned("v1"))
        #expect(gate.version == nil)
    }

    @Test("a policy that stays better is kept for long") func keeping() {
        var world = World(chances: [0.5, 0.8], random: RandomSource(seed: 11))
        var gate = PolicyGate(point: "test")
        _ = gate.consider("v1", at: Self.time)
        while gate.charge == .fixed { _ = gate.observe(world.observation(charge: .fixed), at: Self.time) }
        for _ in 0..<3_000 { _ = gate.observe(world.observation(charge: gate.charge), at: Self.time) }
        #expect(gate.charge == .learned("v1"))
    }

    @Test("decisions without sound probabilities are not used, nor those where the fixed policy hardly decided")
    func unusable() {
        var gate = PolicyGate(point: "test")
        _ = gate.consider("v1", at: Self.time)
        let bad = [
            GateObservation(choice: 2, reward: 1, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
            GateObservation(choice: 0, reward: 2, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
            GateObservation(choice: 0, reward: 1, logging: [0.8, 0.1], fixed: [1, 0], learned: [0, 1]),
            GateObservation(choice: 0, reward: 1, logging: [0.2, 0.8], fixed: [1, 0], learned: [0, 1]),
            GateObservation(choice: 1, reward: .nan, logging: [0.8, 0.2], fixed: [1, 0], learned: [0, 1]),
        ]
        for observation in bad { #expect(gate.observe(observation, at: Self.time) == nil) }
        #expect(gate.unusable == bad.count && gate.evidence.samples == 0)
    }

    @Test("withdrawn policies and new versions leave the fixed policy in charge; the state survives coding")
    func changes() throws {
        var world = World(chances: [0.3, 1], random: RandomSource(seed: 9))
        var gate = PolicyGate(point: "test")
        _ = gate.consider("v1", at: Self.time)
        while gate.charge == .fixed { _ = gate.observe(world.observation(charge: .fixed), at: Self.time) }
        gate = try JSONDecoder().decode(PolicyGate.self, from: JSONEncoder().encode(gate))
        #expect(gate.charge == .learned("v1"))
        #expect(gate.consider("v1", at: Self.time) == nil)
        var other = gate
        #expect(other.consider("v2", at: Self.time)?.to == .fixed)
        #expect(other.version == "v2" && other.tried == 2 && other.versionRisk < gate.versionRisk)
        #expect(gate.withdraw(at: Self.time)?.reason == "taken back")
        #expect(gate.charge == .fixed && gate.observe(world.observation(charge: .fixed), at: Self.time) == nil)
    }

    @Test("bounds of a sequence of bets lie below the mean, at every length, but for the risk") func bounds() throws {
        var violations = 0
        for seed in 0..<60 {
            var random = RandomSource(seed: UInt64(seed))
            var sequence = BettingSequence(least: -1)
            var isViolated = false
            for count in 1...200 {
                try sequence.add(random.uniform() < 0.3 ? 1 : -0.5)
                if count % 20 == 0, sequence.lowerBound(risk: 0.1) > -0.05 { isViolated = true }
            }
            if isViolated { violations += 1 }
        }
        #expect(violations <= 6, "\(violations)")
        var sequence = BettingSequence(least: -1)
        #expect(throws: LearningError.self) { try sequence.add(-1.5) }
        for _ in 0..<100 { try sequence.add(0.8) }
        #expect(sequence.lowerBound(risk: 0.05) > 0.5)
        #expect(abs(sequence.capital - sequence.capital(against: 0)) <= 1e-9 * sequence.capital)
    }
}
