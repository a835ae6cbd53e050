import AnnealLearning
import CLearningKernels
import Foundation

/// What one core of this machine can do at most: reading and copying memory, and products of square matrices. With it one
/// can tell how near a network is to the limit.
enum MachineBenchmark {
    static func run(_ measure: Measure) throws {
        for megabytes in [1, 4, 16] { memory(megabytes, measure) }
        for size in [256, 512, 1024] { try product(size, measure) }
    }

    /// Reads and copies a block again and again; the fastest time counts.
    private static func memory(_ megabytes: Int, _ measure: Measure) {
        let count = megabytes << 18
        let (source, target) = (
            UnsafeMutablePointer<Float>.allocate(capacity: count), UnsafeMutablePointer<Float>.allocate(capacity: count)
        )
        defer {
            source.deallocate()
            target.deallocate()
        }
        source.initialize(repeating: 1, count: count)
        target.initialize(repeating: 0, count: count)
        let bytes = Double(count * MemoryLayout<Float>.stride)
        var finite: Int32 = 0
        var sum: Float = 0
        // Two ways of reading: the faster one counts.
        let reading = min(least { finite &+= lk_all_finite(source, count) }, least { sum += lk_sum(source, count) })
        let copying = least { memcpy(target, source, count * MemoryLayout<Float>.stride) }
        // So that neither is left out by the compiler.
        guard finite > 0, sum > 0, target[count - 1] == 1 else { return }
        measure.tell(
            BenchmarkFigure(
                "memory, \(megabytes) MB",
                [
                    ("read_GB_s", Measure.rounded(bytes / reading * 1e-9)),
                    ("copy_GB_s", Measure.rounded(2 * bytes / copying * 1e-9)),
                ]))
    }

    /// A product of two square matrices as a network has it.
    private static func product(_ size: Int, _ measure: Measure) throws {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let layer = try Linear("l", inputs: size, outputs: size, hasBias: false, in: parameters, using: &random)
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: size)
        _ = try layer(x, in: graph)
        try graph.setRows(.batch, to: size)
        try graph.write(draws(size * size, &random), to: x)
        let seconds = try least { try graph.forward() }
        measure.tell(
            BenchmarkFigure(
                "product of matrices of \(size)",
                [("GFLOP_s", Measure.rounded(2 * Double(size * size * size) / seconds * 1e-9))]))
    }

    /// The least processor time of a call, in seconds, of as many as half a second holds.
    private static func least(_ body: () throws -> Void) rethrows -> Double {
        for _ in 0..<3 { try body() }
        var (least, total) = (Double.infinity, 0.0)
        while total < 0.5 {
            let seconds = try Measure.time(body)
            least = min(least, seconds)
            total += seconds
        }
        return least
    }
}
