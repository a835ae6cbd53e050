import AnnealLearning
import CAllocation
import Foundation

/// How long calls take, and how much memory they ask for.
struct Measure {
    /// Called with each figure.
    let tell: (BenchmarkFigure) -> Void
    /// How many times the program has asked for memory; `nil` in programs that do not count it.
    let allocations: (() -> Int)?

    /// Processor time that this process has used, in seconds.
    static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Bytes that are allocated now.
    private static var bytesInUse: Int { allocated_bytes() }

    /// Runs a call again and again for a second and tells what it took.
    ///
    /// - Parameters:
    ///   - name: of the case.
    ///   - budget: seconds of processor time.
    ///   - body: the call.
    func run(_ name: String, budget: Double = 1, _ body: () throws -> Void) rethrows {
        for _ in 0..<3 { try body() }
        let once = max(1e-7, try Self.time(body))
        // So many calls to a measurement that reading the clock does not count.
        let group = max(1, Int(20e-6 / once))
        let memory = Self.bytesInUse
        let before = allocations?() ?? 0
        var (calls, total, least) = (0, 0.0, Double.infinity)
        while total < budget {
            let seconds = try Self.time { for _ in 0..<group { try body() } }
            calls += group
            total += seconds
            least = min(least, seconds / Double(group))
        }
        let requests = (allocations?() ?? 0) - before
        var numbers = [
            ("least_us", Self.rounded(least * 1e6)), ("mean_us", Self.rounded(total / Double(calls) * 1e6)),
            ("calls", Double(calls)), ("memory_growth", Double(Self.bytesInUse - memory)),
        ]
        if allocations != nil {
            numbers.append(("allocations_per_call", Self.rounded(Double(requests) / Double(calls))))
        }
        tell(BenchmarkFigure(name, numbers))
    }

    static func time(_ body: () throws -> Void) rethrows -> Double {
        let start = processorTime
        try body()
        return processorTime - start
    }

    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Normal numbers.
func draws(_ count: Int, _ random: inout RandomSource) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
