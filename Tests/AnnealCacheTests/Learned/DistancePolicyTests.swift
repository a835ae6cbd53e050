import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

/// A model of one split: what it says below a value of a feature, and from there on.
func split(_ feature: String, at value: Float, below: Float, above: Float) throws -> DistanceModel {
    let place = try #require(KeyPast.names.firstIndex(of: feature))
    let text = """
        {"roots":[0],"nodes":[{"feature":\(place),"value":\(value),"left":1,"right":2},
        {"feature":0,"value":\(below),"left":-1,"right":-1},{"feature":0,"value":\(above),"left":-1,"right":-1}]}
        """
    return try CanonicalJSON.decode(DistanceModel.self, from: Data(text.utf8))
}

@Suite(.tags(.unit))
struct DistancePolicyTests {
    @Test("A learned policy never keeps more than there is room for, and tells of everything that goes")
    func limits() throws {
        let model = try split("gap1", at: 5, below: 1, above: 9)
        let cases: [(Int, Bool, DistanceModel?)] = [(7, false, nil), (100, false, model), (1_000, true, model)]
        for (capacity, isSized, model) in cases {
            var policy = DistancePolicy(capacity: capacity, model: model)
            var kept: Set<UInt64> = []
            for request in mixedRequests(4_000) {
                var evicted: [UInt64] = []
                let isHit = policy.request(request.key, size: isSized ? request.size : 1, evicted: &evicted)
                #expect(isHit == kept.contains(request.key))
                if !isHit { kept.insert(request.key) }
                kept.subtract(evicted)
                try #require(policy.used <= capacity)
                try #require(policy.count == kept.count)
            }
            for key in kept { #expect(policy.contains(key)) }
        }
    }

    @Test("Without a model the oldest of a few goes, and what was removed is a miss")
    func age() {
        var policy = DistancePolicy(capacity: 2)
        var evicted: [UInt64] = []
        for key in [1, 2, 1, 3] as [UInt64] { _ = policy.request(key, size: 1, evicted: &evicted) }
        #expect(evicted == [2])
        let isRemoved = policy.remove(1)
        #expect(isRemoved && !policy.contains(1) && policy.used == 1)
        let again = policy.remove(1)
        #expect(!again)
        let isHit = policy.request(1, size: 1, evicted: &evicted)
        #expect(!isHit)
        let isTooLarge = policy.request(9, size: 3, evicted: &evicted)
        #expect(!isTooLarge && !policy.contains(9))
    }

    @Test("What the model holds to be farthest goes, also when that is the new object")
    func farthest() throws {
        // Objects that were requested once are far.
        var policy = DistancePolicy(capacity: 3, model: try split("requests", at: 0.5, below: 9, above: 1))
        var evicted: [UInt64] = []
        for key in [1, 1, 2, 2, 3, 3] as [UInt64] { _ = policy.request(key, size: 1, evicted: &evicted) }
        #expect(evicted.isEmpty)
        _ = policy.request(4, size: 1, evicted: &evicted)
        #expect(evicted == [4])
        // It is remembered: its second request makes it as near as the others, of which one goes, or it itself.
        evicted = []
        _ = policy.request(4, size: 1, evicted: &evicted)
        #expect(evicted.count == 1 && policy.count == 3)

        var sized = DistancePolicy(capacity: 100, model: try split("size", at: 5, below: 1, above: 9))
        evicted = []
        for (key, size) in [(1, 60), (2, 10), (3, 10), (4, 30)] as [(UInt64, Int)] {
            _ = sized.request(key, size: size, evicted: &evicted)
        }
        #expect(evicted == [1])
    }

    @Test("The same requests give the same misses, and the history is bounded")
    func bounds() throws {
        let model = try split("age", at: 6, below: 1, above: 9)
        let misses = (0..<2).map { _ in
            var simulation = Simulation(DistancePolicy(capacity: 120, model: model))
            simulation.run(mixedRequests(5_000))
            return simulation.result.misses
        }
        #expect(misses[0] == misses[1])
        var policy = DistancePolicy(capacity: 10, model: model, history: 100)
        var evicted: [UInt64] = []
        for key in 0..<5_000 as Range<UInt64> { _ = policy.request(key % 1_700, size: 1, evicted: &evicted) }
        #expect(policy.remembered <= 101)
        #expect(policy.count <= 10)
    }

    @Test("What is remembered of requests gives features that do not depend on the machine")
    func features() {
        #expect(KeyPast.logarithm(8) == 3 && KeyPast.logarithm(12) == 3.5 && KeyPast.logarithm(0) == 0)
        #expect(KeyPast.halved(0) == 1 && KeyPast.halved(1) == 0.5 && KeyPast.halved(2.5) == 0.1875)
        #expect(KeyPast.halved(1e9) == 0)
        var past = KeyPast(at: 10)
        past.note(at: 14)
        past.note(at: 15)
        var row: [Float] = []
        past.append(to: &row, at: 18, size: 16)
        #expect(row.count == KeyPast.names.count)
        #expect(Array(row[..<5]) == [2, 0, 2, -1, -1])
        #expect(row[8] == 1.5 && row[9] == 4)
        #expect(row[5] < row[6] && row[6] < row[7] && row[7] < 3)
    }

    @Test(
        "A model whose children come before their parents, or are not there, is refused",
        arguments: [
            #"{"roots":[0],"nodes":[{"feature":0,"value":1,"left":0,"right":1},{"feature":0,"value":1,"left":-1,"right":-1}]}"#,
            #"{"roots":[0],"nodes":[{"feature":0,"value":1,"left":1,"right":2},{"feature":0,"value":1,"left":-1,"right":-1}]}"#,
            #"{"roots":[1],"nodes":[{"feature":0,"value":1,"left":-1,"right":-1}]}"#,
            #"{"roots":[0],"nodes":[{"feature":10,"value":1,"left":1,"right":1},{"feature":0,"value":1,"left":-1,"right":-1}]}"#,
        ])
    func hostile(text: String) {
        #expect(throws: DecodingError.self) { try CanonicalJSON.decode(DistanceModel.self, from: Data(text.utf8)) }
    }

    @Test("The memory level lets a model decide where it is given one")
    func memory() throws {
        // The far ones are those that were requested once: with it a scan takes nothing away.
        let model = try split("requests", at: 0.5, below: 9, above: 1)
        let memory = MemoryTier(countLimit: 10, parts: 1, model: model, now: { .distantPast })
        let kept = (0..<10).map { someRecord("kept \($0)") }
        for record in kept + kept { memory.insert(record) }
        for number in 0..<500 { memory.insert(someRecord("scan \(number)")) }
        for record in kept { #expect(memory.contains(record.key)) }
    }
}
