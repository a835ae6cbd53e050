import Synchronization

extension BusBenchmark {
    /// One measurement.
    struct Result: Sendable {
        var name: String
        var events: Int
        var seconds: Double
        /// Of the whole process, user and system.
        var cpuSeconds: Double
        var latency: Latency?

        var rate: Double { Double(events) / seconds }
        var cpuMicroseconds: Double { cpuSeconds / Double(events) * 1e6 }
    }

    /// In milliseconds.
    struct Latency: Sendable {
        var p50: Double
        var p99: Double
        var longest: Double

        init(_ milliseconds: [Double]) {
            let sorted = milliseconds.sorted()
            func quantile(_ share: Double) -> Double {
                sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
            }
            (p50, p99, longest) = (quantile(0.5), quantile(0.99), sorted.last ?? 0)
        }
    }
}

/// Numbers that several tasks gather.
final class Samples: Sendable {
    private let numbers = Mutex<[Double]>([])
    var all: [Double] { numbers.withLock { $0 } }
    func add(_ more: [Double]) { numbers.withLock { $0 += more } }
}
