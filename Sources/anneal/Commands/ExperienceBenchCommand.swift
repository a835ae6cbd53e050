import AnnealExperience
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal experience bench`: how fast vectors are found.
struct ExperienceBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the search among vectors: time, and how many of the best are found.",
        discussion: """
            Vectors of length 1 that are made from a seed: in clusters whose members differ in few directions, as those of \
            texts do (`texts`), or without any order (`random`). Times are processor time and time on the clock of single \
            searches. Benchmarks/vectors.py measures numpy and hnswlib on the same vectors.
            """)

    @Option(help: "Vectors.") var count = 100_000
    @Option(help: "Numbers of a vector.") var width = 384
    @Option(help: "Searches.") var queries = 200
    @Option(help: "texts or random.") var kind = "texts"
    @Option(help: "exact or hnsw; both when not given.") var index: String?
    @Option(help: "Candidates that HNSW keeps in a search; several values with commas.") var breadth = "40,100,200,400"
    @Option(help: "Makes the vectors.") var seed: UInt64 = 1
    @Option(help: "Write the vectors and queries there as raw little-endian floats, for other programs.")
    var write: String?

    func validate() throws {
        guard count > 0, width > 0, queries > 0 else { throw ValidationError("Counts are above 0.") }
        guard VectorBenchmark.Kind(rawValue: kind) != nil else { throw ValidationError("--kind is texts or random.") }
    }

    func run() async throws {
        try await reportingErrors(json: true) {
            let benchmark = VectorBenchmark(
                count: count, width: width, queries: queries, kind: VectorBenchmark.Kind(rawValue: kind) ?? .texts,
                seed: seed)
            if let write { try benchmark.write(to: URL(fileURLWithPath: write)) }
            let breadths = breadth.split(separator: ",").compactMap { Int($0) }
            try await benchmark.run(only: index, breadths: breadths) { line in
                Terminal.result(try CanonicalJSON.string(JSONValue.object(line)))
            }
            return .verified
        }
    }
}
