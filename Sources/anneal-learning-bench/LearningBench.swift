import AnnealLearningBenchmarks
import CAllocationCount

/// Measures networks and algorithms of AnnealLearning, one thread. `Benchmarks/learning.py` runs it beside PyTorch and
/// stable-baselines3 and tells the ratios.
///
///     anneal-learning-bench [all | networks | cartpole | programs | NAME…]
///     anneal-learning-bench sentences MODEL-FOLDER TEXT-FILE VECTOR-FILE
///     anneal-learning-bench curves FOLDER      (the charts of docs/algorithms)
///     anneal-learning-bench weights            (a digest of what short trainings come to)
///
/// One JSON object a line: the case, the least and the mean processor time of a call in microseconds, calls, by how many
/// bytes the memory in use grew while they ran, and how many times a call asked for memory, which this program counts.
@main
enum LearningBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "sentences" {
            return try SentenceBenchmark.run(Array(arguments.dropFirst())) { print($0.json) }
        }
        if arguments == ["weights"] { return print(try TrainedWeights.digest(seed: 1)) }
        if arguments.first == "curves", arguments.count == 2 {
            try CalibrationCurves.write(to: arguments[1]) { print($0.json) }
            try BoundCurves.write(to: arguments[1]) { print($0.json) }
            try TreeCurves.write(to: arguments[1]) { print($0.json) }
            try RegretCurves.write(to: arguments[1]) { print($0.json) }
            return try TrainingCurves.write(to: arguments[1]) { print($0.json) }
        }
        try LearningBenchmarks.run(arguments.isEmpty ? ["all"] : Set(arguments), allocations: counter) {
            print($0.json)
        }
    }

    /// How many times memory was asked for, where that can be counted.
    private static var counter: (() -> Int)? {
        guard allocation_count() >= 0 else { return nil }
        return { Int(allocation_count()) }
    }
}
