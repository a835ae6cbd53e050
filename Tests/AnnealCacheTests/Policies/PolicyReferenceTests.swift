import AnnealTesting
import Testing

@testable import AnnealCache

/// Misses that libCacheSim 0.3.5 counts on the same requests (`mixedRequests`, keys raised by one, `OracleGeneral`).
@Suite(.tags(.unit))
struct PolicyReferenceTests {
    struct Reference: CustomTestStringConvertible, Sendable {
        var policy: PolicyName
        var capacity: Int
        var misses: Int
        var testDescription: String { "\(policy.rawValue) at \(capacity)" }
    }

    static let references: [Reference] = [
        Reference(policy: .fifo, capacity: 100, misses: 11404),
        Reference(policy: .fifo, capacity: 250, misses: 7912),
        Reference(policy: .lru, capacity: 100, misses: 10812),
        Reference(policy: .lru, capacity: 250, misses: 7757),
        Reference(policy: .sieve, capacity: 100, misses: 8228),
        Reference(policy: .sieve, capacity: 250, misses: 4703),
        Reference(policy: .s3fifo, capacity: 100, misses: 8820),
        Reference(policy: .s3fifo, capacity: 250, misses: 4780),
        Reference(policy: .wTinyLFU, capacity: 100, misses: 8761),
        Reference(policy: .wTinyLFU, capacity: 250, misses: 4843),
        Reference(policy: .belady, capacity: 100, misses: 6485),
        Reference(policy: .belady, capacity: 250, misses: 4404),
    ]

    @Test("Misses are those of libCacheSim", arguments: references)
    func misses(reference: Reference) throws {
        let requests = mixedRequests(20_000)
        guard let policy = reference.policy.makePolicy(capacity: reference.capacity) else {
            let result = BeladyBound.run(requests, capacity: reference.capacity, unit: .objects)
            #expect(result.misses == reference.misses)
            return
        }
        var simulation = Simulation(policy)
        simulation.run(requests)
        #expect(simulation.result.misses == reference.misses)
    }
}
