import AnnealTesting
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct ReuseTimeTests {
    private func misses(_ name: PolicyName, _ requests: [TraceRequest], _ capacity: Int) throws -> Int {
        var simulation = Simulation(try #require(name.makePolicy(capacity: capacity)))
        simulation.run(requests)
        return simulation.result.misses
    }

    @Test("Of a loop that does not fit, most of what fits is kept, where recency keeps nothing")
    func loop() throws {
        let requests = loopRequests(20_000, objects: 500)
        #expect(try misses(.lru, requests, 250) == 20_000)
        // Half of the requests can be hits at best.
        #expect(try misses(.reuseTime, requests, 250) < 12_000)
    }

    @Test("With popular objects and scans it misses less than recency and age")
    func scans() throws {
        let requests = mixedRequests(40_000)
        let own = try misses(.reuseTime, requests, 100)
        #expect(own < (try misses(.lru, requests, 100)))
        #expect(own < (try misses(.fifo, requests, 100)))
    }

    @Test("Small objects are preferred to large ones that are requested as often")
    func sizes() throws {
        var policy = ReuseTimePolicy(capacity: 1_000)
        var evicted: [UInt64] = []
        for round in 0..<400 {
            for key in 0..<40 as Range<UInt64> {
                _ = policy.request(key, size: key < 20 ? 10 : 190, evicted: &evicted)
            }
            evicted = []
            if round == 399 { #expect((0..<20).allSatisfy { policy.contains(UInt64($0)) }) }
        }
    }

    @Test("The history is bounded")
    func history() {
        var policy = ReuseTimePolicy(capacity: 10, history: 100)
        var evicted: [UInt64] = []
        for key in 0..<5_000 as Range<UInt64> { _ = policy.request(key, size: 1, evicted: &evicted) }
        #expect(policy.entries.count <= 101)
        #expect(policy.count <= 10)
    }

    @Test("Ages fall into the bucket that begins at or before them")
    func buckets() {
        let starts = AgeScale.starts
        #expect(starts == starts.sorted() && Set(starts).count == starts.count)
        for age in Array(0..<5_000 as Range<UInt32>) + [1 << 20, 1 << 21, 1 << 30, .max] {
            let bucket = AgeScale.bucket(age)
            #expect(starts[bucket] <= age)
            if bucket < AgeScale.count - 1 { #expect(age < starts[bucket + 1]) }
        }
    }

    @Test("At a constant rate every age is worth the rate")
    func constantRate() {
        var index = DensityIndex()
        var densities = [Float](repeating: 0, count: AgeScale.count)
        index.compute(rates: [Double](repeating: 0.01, count: AgeScale.count), into: &densities, at: 0)
        for density in densities.prefix(20) { #expect(abs(density - 0.01) < 0.0005) }
    }

    @Test("The index is the best ratio over all stopping ages")
    func tangent() {
        // Nothing until age 64, then a burst: the index grows until the burst begins.
        let burst = AgeScale.bucket(64)
        var rates = [Double](repeating: 1e-6, count: AgeScale.count)
        rates[burst] = 0.5
        var index = DensityIndex()
        var densities = [Float](repeating: 0, count: AgeScale.count)
        index.compute(rates: rates, into: &densities, at: 0)
        for bucket in 1...burst { #expect(densities[bucket] > densities[bucket - 1]) }
        for bucket in 0..<burst {
            #expect(abs(Double(densities[bucket]) - brute(rates, from: bucket)) < 1e-3 * brute(rates, from: bucket))
        }
        #expect(densities[burst + 1] < densities[0])
    }

    /// The definition of the index, over all stopping ages.
    private func brute(_ rates: [Double], from bucket: Int) -> Double {
        var (survival, time, hits, best) = (1.0, 0.0, 0.0, 0.0)
        for place in bucket..<AgeScale.count {
            let width = AgeScale.widths[place] * (place == bucket ? 0.5 : 1)
            // Tiny steps instead of closed forms.
            for _ in 0..<1_000 {
                let step = survival * rates[place] * width / 1_000
                hits += step
                time += survival * width / 1_000
                survival -= step
            }
            best = max(best, hits / time)
        }
        return best
    }
}
