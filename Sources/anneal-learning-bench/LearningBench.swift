import AnnealLearningBenchmarks

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
        if arguments.first == "sentences" {
            return try SentenceBenchmark.run(Array(arguments.dropFirst())) { print($0.json) }
        }
        try LearningBenchmarks.run(arguments.isEmpty ? ["all"] : Set(arguments)) { print($0.json) }
    }
}
