import AnnealExperience
import AnnealFoundation
import Testing

@Suite("Search among vectors") struct VectorIndexTests {
    /// Vectors of length 1 in clusters, as those of texts are.
    static func vectors(_ count: Int, width: Int, seed: UInt64) -> [[Float]] {
        var random = SplitMix64(seed: seed)
        func number() -> Float { Float.random(in: -1...1, using: &random) }
        let centers = (0..<20).map { _ in (0..<width).map { _ in number() } }
        return (0..<count).map { index in
            let raw = centers[index % centers.count].map { $0 + 0.6 * number() }
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return raw.map { $0 / length }
        }
    }

    static func named(_ vectors: [[Float]]) -> [(id: String, vector: [Float])] {
        vectors.enumerated().map { (id: "v\($0)", vector: $1) }
    }

    /// The best by looking at all products in double precision.
    static func best(_ query: [Float], _ vectors: [[Float]], _ count: Int) -> [String] {
        let scored = vectors.enumerated().map { index, vector in
            ("v\(index)", zip(query, vector).reduce(0.0) { $0 + Double($1.0) * Double($1.1) })
        }
        return scored.sorted { $0.1 > $1.1 }.prefix(count).map(\.0)
    }

    @Test(
        "an exact index finds what a full comparison finds", arguments: VectorIndexKind.precise, [1, 16, 24, 96])
    func exact(kind: VectorIndexKind, width: Int) async throws {
        let vectors = Self.vectors(700, width: width, seed: 5)
        try await kind.with(width: width) { index in
            try await index.add(Self.named(vectors))
            for query in Self.vectors(20, width: width, seed: 6) {
                let found = try await index.search(query, count: 10)
                // In one dimension all products are ±1: only their values can be compared.
                if width > 1 { #expect(found.map(\.id) == Self.best(query, vectors, 10)) }
                #expect(found.count == 10)
                let first = try #require(found.first)
                let place = try #require(Int(first.id.dropFirst()))
                let product = zip(query, vectors[place]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                #expect(abs(first.similarity - product) < 1e-5)
            }
        }
    }

    @Test("vectors of very different lengths are told apart as exactly", arguments: VectorIndexKind.precise)
    func lengths(kind: VectorIndexKind) async throws {
        var vectors = Self.vectors(300, width: 32, seed: 8)
        for index in vectors.indices { vectors[index] = vectors[index].map { $0 * Float(1 + index % 7 * 1000) } }
        let scaled = vectors
        try await kind.with(width: 32) { index in
            try await index.add(Self.named(scaled))
            for query in Self.vectors(10, width: 32, seed: 9) {
                #expect(try await index.search(query, count: 5).map(\.id) == Self.best(query, scaled, 5))
            }
        }
    }

    @Test("HNSW finds at least 95 of 100 of the ten best among clustered vectors, the same each time")
    func hnsw() async throws {
        let vectors = Self.vectors(2000, width: 32, seed: 1)
        let queries = Self.vectors(40, width: 32, seed: 2)
        var answers: [[[VectorMatch]]] = []
        for _ in 0..<2 {
            let index = HNSWIndex(width: 32)
            try await index.add(Self.named(vectors))
            var found: [[VectorMatch]] = []
            for query in queries { found.append(try await index.search(query, count: 10)) }
            answers.append(found)
        }
        #expect(answers[0] == answers[1])
        let hits = zip(queries, answers[0]).map { query, found in
            Set(Self.best(query, vectors, 10)).intersection(found.map(\.id)).count
        }
        #expect(hits.reduce(0, +) >= 380, "\(hits)")
    }

    @Test("what is removed or replaced is not found any more", arguments: VectorIndexKind.allCases)
    func removal(kind: VectorIndexKind) async throws {
        try await kind.with(width: 8) { index in
            let vectors = Self.vectors(100, width: 8, seed: 3)
            try await index.add(Self.named(vectors))
            #expect(try await index.search(vectors[7], count: 1).first?.id == "v7")
            try await index.remove(["v7", "unknown"])
            #expect(try await index.count() == 99)
            #expect(try await !index.search(vectors[7], count: 99).contains { $0.id == "v7" })
            try await index.add([(id: "v8", vector: vectors[7])])
            #expect(try await index.count() == 99)
            #expect(try await index.search(vectors[7], count: 1).first?.id == "v8")
            try await index.remove((0..<80).map { "v\($0)" })
            #expect(try await index.count() == 20)
            #expect(try await index.search(vectors[90], count: 30).count == 20)
            #expect(try await index.search(vectors[90], count: 1).first?.id == "v90")
        }
    }

    @Test(
        "a vector of another width or with NaN is refused, and none is stored", arguments: VectorIndexKind.allCases,
        [[1, 2], [1, .nan, 3]] as [[Float]])
    func refused(kind: VectorIndexKind, vector: [Float]) async throws {
        try await kind.with(width: 3) { (index: any VectorIndex) async throws -> Void in
            let error = await #expect(throws: ExperienceError.self) {
                try await index.add([(id: "good", vector: [1, 0, 0]), (id: "bad", vector: vector)])
            }
            #expect(error?.place == "bad")
            #expect(try await index.count() == 0)
            await #expect(throws: ExperienceError.self) { try await index.search(vector, count: 1) }
            #expect(try await index.search([1, 0, 0], count: 3).isEmpty)
        }
    }
}

@Suite("Texts as vectors") struct HashingEncoderTests {
    private func similarity(_ first: String, _ second: String) -> Float {
        let encoder = HashingEncoder()
        return zip(encoder.vector(of: first), encoder.vector(of: second)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test("texts that share words and stems are more alike than others") func alike() {
        let base = "parse_table(text) returns the rows of a table of comma-separated values"
        #expect(abs(similarity(base, base) - 1) < 1e-5)
        #expect(similarity(base, "`parseTable` returns the row list of a table with values parted by commas") > 0.4)
        #expect(similarity(base, "sends an email to each customer whose invoice is overdue") < 0.2)
    }

    @Test("a text without a word is zeros, any other has length 1") func lengths() {
        #expect(HashingEncoder().vector(of: " … !").allSatisfy { $0 == 0 })
        let length = HashingEncoder(width: 64).vector(of: "größe 7").reduce(0) { $0 + $1 * $1 }
        #expect(abs(length - 1) < 1e-5)
    }
}
