import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite(.tags(.unit)) struct RateMonitorTests {
    /// Counts per window of 60 seconds, Poisson with a mean.
    static func poisson(_ mean: Double, _ random: inout SplitMix64) -> Int {
        var (count, product) = (0, Double.random(in: 0..<1, using: &random))
        while product > exp(-mean) {
            count += 1
            product *= Double.random(in: 0..<1, using: &random)
        }
        return count
    }

    static func found(_ counts: [Int], kind: String = "error") -> [RateMonitor.Anomaly] {
        var monitor = RateMonitor()
        var found: [RateMonitor.Anomaly] = []
        for (window, count) in counts.enumerated() {
            let start = Date(timeIntervalSince1970: Double(window) * 60)
            // Something else goes on all the time.
            found += monitor.count("usage", at: start)
            for _ in 0..<count { found += monitor.count(kind, at: start.addingTimeInterval(1)) }
        }
        return found + monitor.close()
    }

    @Test func `usual counts are no anomalies`() {
        var random = SplitMix64(seed: 1)
        let counts = (0..<2000).map { _ in Self.poisson(4, &random) }
        #expect(Self.found(counts).count <= 1)
    }

    @Test func `a burst is found in its window`() throws {
        var random = SplitMix64(seed: 2)
        var counts = (0..<100).map { _ in Self.poisson(2, &random) }
        counts[60] = 25
        let found = Self.found(counts)
        #expect(found.map(\.form) == [.burst])
        let burst = try #require(found.first)
        #expect(burst.count == 25)
        #expect(burst.start == Date(timeIntervalSince1970: 3600))
        #expect(abs(burst.expected - 2) < 0.5)
    }

    @Test func `twice the rate is found before long`() throws {
        var random = SplitMix64(seed: 3)
        let counts = (0..<200).map { Self.poisson($0 < 100 ? 4 : 8, &random) }
        let first = try #require(Self.found(counts).first)
        let window = Int(first.start.timeIntervalSince1970 / 60)
        #expect((100..<115).contains(window))
    }

    @Test func `counts that vary much by themselves make the monitor wary`() {
        var random = SplitMix64(seed: 4)
        let counts = (0..<300).map { _ in Bool.random(using: &random) ? 0 : 12 }
        #expect(!Self.found(counts).contains { $0.form == .burst })
    }

    @Test func `a kind that was never there and comes in numbers is a burst`() {
        var counts = [Int](repeating: 0, count: 50)
        counts[40] = 6
        #expect(Self.found(counts).map(\.count) == [6])
    }

    @Test func `nothing is said while it learns`() {
        #expect(Self.found([1, 1, 1, 40, 1]).isEmpty)
    }

    @Test func `hours without any event are left out`() {
        var monitor = RateMonitor()
        var found: [RateMonitor.Anomaly] = []
        for window in 0..<40 {
            // A night of five hundred windows after twenty of them.
            let start = Date(timeIntervalSince1970: Double(window < 20 ? window : window + 500) * 60)
            for _ in 0..<5 { found += monitor.count("item.note", at: start) }
        }
        #expect(found.isEmpty)
    }
}
