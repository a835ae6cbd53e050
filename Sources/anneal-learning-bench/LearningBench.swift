import AnnealLearning
import CAllocation
import Foundation

/// Measures networks and algorithms of AnnealLearning, one thread. `Benchmarks/learning.py` runs it beside PyTorch and
/// stable-baselines3 and tells the ratios.
///
///     anneal-learning-bench [all | networks | cartpole | NAME…]
///     anneal-learning-bench sentences MODEL-FOLDER TEXT-FILE VECTOR-FILE
///
/// One JSON object a line: the case, the least and the mean processor time of a call in microseconds, calls, and by how
/// many bytes the memory in use grew while they ran.
@main
enum LearningBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "sentences" { return try SentenceBenchmark.run(Array(arguments.dropFirst())) }
        let wanted = arguments.isEmpty ? ["all"] : arguments
        let networks: [(name: String, run: () throws -> Void)] = [
            ("mlp", PerceptronBenchmark.run), ("q", QNetworkBenchmark.run), ("lstm", RecurrentBenchmark.run),
            ("transformer", TransformerBenchmark.run), ("graph", GraphNetworkBenchmark.run),
        ]
        let cartpole: [(name: String, run: () throws -> Void)] = [
            ("ppo", CartPoleBenchmark.ppo), ("a2c", CartPoleBenchmark.a2c), ("dqn", CartPoleBenchmark.dqn),
        ]
        for (group, cases) in [("networks", networks), ("cartpole", cartpole)] {
            for (name, run) in cases where !Set(wanted).isDisjoint(with: ["all", group, name]) { try run() }
        }
    }
}

/// How long calls take.
enum Measure {
    /// Processor time that this process has used, in seconds.
    static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Bytes that are allocated now.
    private static var bytesInUse: Int { allocated_bytes() }

    /// Runs a call again and again for a second and prints what it took.
    ///
    /// - Parameters:
    ///   - name: of the case.
    ///   - budget: seconds of processor time.
    ///   - body: the call.
    static func run(_ name: String, budget: Double = 1, _ body: () throws -> Void) rethrows {
        for _ in 0..<3 { try body() }
        let once = max(1e-7, try time(body))
        // So many calls to a measurement that reading the clock does not count.
        let group = max(1, Int(20e-6 / once))
        let memory = bytesInUse
        var (calls, total, least) = (0, 0.0, Double.infinity)
        while total < budget {
            let seconds = try time { for _ in 0..<group { try body() } }
            calls += group
            total += seconds
            least = min(least, seconds / Double(group))
        }
        let growth = bytesInUse - memory
        print(
            """
            {"case": "\(name)", "least_us": \(rounded(least * 1e6)), "mean_us": \(rounded(total / Double(calls) * 1e6)), \
            "calls": \(calls), "memory_growth": \(growth)}
            """)
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
