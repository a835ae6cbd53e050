import AnnealExperience
import AnnealFoundation
import Foundation

/// Measures indexes of vectors on vectors that are made from a seed.
struct VectorBenchmark {
    enum Kind: String { case texts, random }

    let vectors: [[Float]]
    let queries: [[Float]]
    let width: Int

    /// Makes the vectors; queries are made as they are, and are none of them.
    init(count: Int, width: Int, queries: Int, kind: Kind, seed: UInt64) {
        self.width = width
        var random = SplitMix64(seed: seed)
        func number() -> Float {
            // The sum of four uniform numbers is near enough to a normal one.
            var sum: Float = 0
            for _ in 0..<4 { sum += Float.random(in: -1...1, using: &random) }
            return sum
        }
        let directions = 24
        let basis = (0..<directions).map { _ in (0..<width).map { _ in number() } }
        let centers = (0..<500).map { _ in (0..<width).map { _ in number() } }
        func vector() -> [Float] {
            var raw: [Float]
            switch kind {
            case .random: raw = (0..<width).map { _ in number() }
            case .texts:
                raw = centers[Int.random(in: 0..<centers.count, using: &random)]
                for direction in basis {
                    let weight = number() * 0.35
                    for column in 0..<width { raw[column] += weight * direction[column] }
                }
                for column in 0..<width { raw[column] += 0.1 * number() }
            }
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for column in 0..<width { raw[column] /= length }
            return raw
        }
        vectors = (0..<count).map { _ in vector() }
        self.queries = (0..<queries).map { _ in vector() }
    }

    /// Writes `vectors.f32` and `queries.f32` into a folder.
    func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, rows) in [("vectors", vectors), ("queries", queries)] {
            var data = Data(capacity: rows.count * width * 4)
            for row in rows { row.withUnsafeBytes { data.append(contentsOf: $0) } }
            try data.write(to: folder.appending(path: "\(name).f32"))
        }
    }

    /// Measures, and gives one line a setting.
    func run(only index: String?, breadths: [Int], _ give: ([String: JSONValue]) throws -> Void) async throws {
        let named = vectors.enumerated().map { (id: "v\($0.offset)", vector: $0.element) }
        let exact = ExactIndex(width: width)
        try await exact.add(named)
        let truth = try await timed { try await exact.search($0, count: 10) }
        if index != "hnsw" { try give(line("exact", truth, build: nil, truth: truth.found)) }
        guard index != "exact" else { return }
        let hnsw = HNSWIndex(width: width)
        let start = ContinuousClock.now
        try await hnsw.add(named)
        let build = (ContinuousClock.now - start).seconds
        for breadth in breadths {
            let measured = try await timed { try hnsw.search($0, count: 10, breadth: breadth) }
            var members = line("hnsw", measured, build: build, truth: truth.found)
            members["breadth"] = .int(breadth)
            try give(members)
        }
    }

    private struct Measured {
        var found: [Set<String>] = []
        var wall: [Double] = []
        var processor: [Double] = []
    }

    private func timed(_ search: ([Float]) async throws -> [VectorMatch]) async throws -> Measured {
        var measured = Measured()
        for query in queries {
            let (start, before) = (ContinuousClock.now, ProcessorTime.now)
            let found = try await search(query)
            measured.processor.append((ProcessorTime.now - before).seconds)
            measured.wall.append((ContinuousClock.now - start).seconds)
            measured.found.append(Set(found.map(\.id)))
        }
        return measured
    }

    private func line(
        _ name: String, _ measured: Measured, build: Double?, truth: [Set<String>]
    ) -> [String: JSONValue] {
        func median(_ values: [Double]) -> JSONValue {
            .double((values.sorted()[values.count / 2] * 1e6).rounded() / 1e3)
        }
        let hits = zip(measured.found, truth).map { $0.intersection($1).count }.reduce(0, +)
        let wanted = max(1, truth.map(\.count).reduce(0, +))
        var members: [String: JSONValue] = [
            "type": "search", "index": .string(name), "vectors": .int(vectors.count), "width": .int(width),
            "medianMilliseconds": median(measured.wall), "medianProcessorMilliseconds": median(measured.processor),
            "recallAt10": .double((Double(hits) / Double(wanted) * 1e4).rounded() / 1e4),
        ]
        members["buildSeconds"] = build.map { .double(($0 * 10).rounded() / 10) }
        return members
    }
}
