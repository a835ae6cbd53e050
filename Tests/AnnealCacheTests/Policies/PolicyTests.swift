import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealCache

/// Requests with a skewed popularity and scans in between, the same at every run.
func mixedRequests(_ count: Int, seed: UInt64 = 11) -> [TraceRequest] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { time in
        let isScan = time % 1_000 < 200
        let bits = random.next()
        let rank = bits.leadingZeroBitCount * 40 + Int(bits & 63)
        return TraceRequest(
            key: isScan ? UInt64(100_000 + time) : UInt64(rank), size: 1 + Int(random.next() % 50))
    }
}

/// A repeated pass over more objects than there is room for.
func loopRequests(_ count: Int, objects: Int) -> [TraceRequest] {
    (0..<count).map { TraceRequest(key: UInt64($0 % objects)) }
}

@Suite(.tags(.unit))
struct PolicyTests {
    static let names = PolicyName.allCases.filter { $0 != .belady }

    @Test("A policy never keeps more than there is room for, and tells of everything that goes", arguments: names)
    func limits(name: PolicyName) throws {
        for (capacity, isSized) in [(7, false), (100, false), (1_000, true)] {
            var policy = try #require(name.makePolicy(capacity: capacity))
            var kept: Set<UInt64> = []
            for request in mixedRequests(4_000) {
                var evicted: [UInt64] = []
                let isHit = policy.request(request.key, size: isSized ? request.size : 1, evicted: &evicted)
                #expect(isHit == kept.contains(request.key))
                if !isHit { kept.insert(request.key) }
                kept.subtract(evicted)
                if !policy.contains(request.key) { kept.remove(request.key) }
                try #require(policy.used <= capacity)
                try #require(policy.count == kept.count)
            }
            for key in kept { #expect(policy.contains(key)) }
        }
    }

    @Test("A removed key is a miss at its next request", arguments: names)
    func removal(name: PolicyName) throws {
        var policy = try #require(name.makePolicy(capacity: 200))
        var evicted: [UInt64] = []
        for key in 0..<50 as Range<UInt64> { _ = policy.request(key, size: 1, evicted: &evicted) }
        for key in 0..<50 as Range<UInt64> where policy.contains(key) {
            let isRemoved = policy.remove(key)
            #expect(isRemoved)
            #expect(!policy.contains(key))
            let again = policy.remove(key)
            #expect(!again)
        }
        #expect(policy.count == 0)
        #expect(policy.used == 0)
        let isHit = policy.request(1, size: 1, evicted: &evicted)
        #expect(!isHit)
    }

    @Test("The same requests give the same misses", arguments: names)
    func determinism(name: PolicyName) throws {
        let requests = mixedRequests(5_000)
        let results = try (0..<2).map { _ in
            var simulation = Simulation(try #require(name.makePolicy(capacity: 120)))
            simulation.run(requests)
            return simulation.result.misses
        }
        #expect(results[0] == results[1])
    }

    @Test("No policy misses less than Belady's", arguments: names)
    func bound(name: PolicyName) throws {
        let requests = mixedRequests(5_000)
        let bound = BeladyBound.run(requests, capacity: 120, unit: .objects)
        var simulation = Simulation(try #require(name.makePolicy(capacity: 120)))
        simulation.run(requests)
        #expect(simulation.result.misses >= bound.misses)
        #expect(simulation.result.requests == bound.requests)
    }

    @Test("An object that is larger than the whole space is never kept", arguments: names)
    func oversize(name: PolicyName) throws {
        var policy = try #require(name.makePolicy(capacity: 1_000))
        var evicted: [UInt64] = []
        for _ in 0..<3 {
            let isHit = policy.request(5, size: 1_001, evicted: &evicted)
            #expect(!isHit)
        }
        #expect(policy.used == 0)
    }

    @Test("LRU keeps what was requested last, FIFO what came last")
    func order() {
        var lru = LRUPolicy(capacity: 2)
        var fifo = FIFOPolicy(capacity: 2)
        var evicted: [UInt64] = []
        for key in [1, 2, 1, 3] as [UInt64] { _ = lru.request(key, size: 1, evicted: &evicted) }
        #expect(evicted == [2])
        evicted = []
        for key in [1, 2, 1, 3] as [UInt64] { _ = fifo.request(key, size: 1, evicted: &evicted) }
        #expect(evicted == [1])
    }

    @Test("SIEVE spares what was requested and leaves it in its place")
    func sieve() {
        var sieve = SievePolicy(capacity: 3)
        var evicted: [UInt64] = []
        for key in [1, 2, 3, 1, 4, 5] as [UInt64] { _ = sieve.request(key, size: 1, evicted: &evicted) }
        #expect(evicted == [2, 3])
        #expect(sieve.contains(1))
    }

    @Test("S3-FIFO lets a scan pass through and takes back what was given up too early")
    func s3fifo() {
        var policy = S3FIFOPolicy(capacity: 20)
        var evicted: [UInt64] = []
        for key in 0..<21 as Range<UInt64> { _ = policy.request(key, size: 1, evicted: &evicted) }
        #expect(evicted == [0])
        #expect(!policy.contains(0))
        _ = policy.request(0, size: 1, evicted: &evicted)
        evicted = []
        // The key that came back is in the main queue: a scan does not push it out.
        for key in 100..<110 as Range<UInt64> { _ = policy.request(key, size: 1, evicted: &evicted) }
        #expect(policy.contains(0))
    }
}
