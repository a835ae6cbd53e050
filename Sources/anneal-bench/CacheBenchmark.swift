import AnnealCache
internal import AnnealFoundation
import Foundation

/// What a hit in memory costs on one thread and on two, and what a request costs with each policy.
enum CacheBenchmark {
    static func run() {
        hits()
        policies()
    }

    private static func hits() {
        let memory = MemoryTier()
        // Threads that read the same records share their reference counts; here each has records of its own.
        let lists = (0..<2).map { list in (0..<400).map { CacheKey(kind: "benchmark", parts: ["\(list)", "\($0)"]) } }
        for key in lists.joined() { memory.insert(CacheRecord(key: key, value: Data(count: 100))) }
        let count = 4_000_000
        for threads in [1, 2] {
            var fastest = Double.infinity
            var leastWork = Double.infinity
            for _ in 0..<3 {
                let (start, work) = (ContinuousClock.now, ProcessorTime.now)
                let group = DispatchGroup()
                for keys in lists.prefix(threads) {
                    group.enter()
                    Thread {
                        var place = 0
                        var found = 0
                        for _ in 0..<count {
                            place += 7
                            if place >= keys.count { place -= keys.count }
                            if memory.find(keys[place]) != nil { found += 1 }
                        }
                        if found < count { print("cache: \(count - found) of \(count) were not found") }
                        group.leave()
                    }.start()
                }
                group.wait()
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                fastest = min(fastest, seconds)
                leastWork = min(leastWork, (ProcessorTime.now - work).seconds)
            }
            let hits = Double(threads * count)
            print(
                "cache: hit in memory, \(threads) thread(s): \(Int(leastWork / hits * 1e9)) ns of processor time,",
                "\(Int(hits / fastest / 1e3)) k/s by the clock on the wall")
        }
    }

    /// Keys by Zipf's law with a scan every now and then.
    private static func policies() {
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let objects = 50_000.0
        var requests: [TraceRequest] = []
        for time in 0..<500_000 {
            let isScan = time % 50_000 < 5_000
            let key = isScan ? 1_000_000 + time : Int(pow(objects, random()))
            requests.append(TraceRequest(key: UInt64(key)))
        }
        for name in PolicyName.allCases {
            guard let policy = name.makePolicy(capacity: 2_000) else { continue }
            var simulation = Simulation(policy)
            simulation.run(requests)
            let result = simulation.result
            let time = result.duration / .microseconds(1) / Double(result.requests)
            print(
                "cache: \(name.rawValue): miss ratio \(String(format: "%.4f", result.missRatio)),",
                "\(String(format: "%.3f", time)) µs a request")
        }
    }
}
