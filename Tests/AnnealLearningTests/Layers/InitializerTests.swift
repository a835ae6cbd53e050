import AnnealLearning
import Testing

@Suite("Initial weights") struct InitializerTests {
    private func weights(_ initializer: Initializer, rows: Int, columns: Int) throws -> [Float] {
        var random = RandomSource(seed: 9)
        let parameters = Parameters()
        let parameter = try parameters.add(
            "w", rows: rows, columns: columns, initially: initializer, using: &random)
        return try parameters.tensor(of: parameter).values
    }

    @Test(
        "orthogonal weights are orthogonal along the shorter side, with their gain",
        arguments: [(4, 9), (9, 4), (5, 5)])
    func orthogonal(rows: Int, columns: Int) throws {
        let w = try weights(.orthogonal(gain: 2), rows: rows, columns: columns)
        let short = min(rows, columns)
        for a in 0..<short {
            for b in 0..<short {
                let product = (0..<max(rows, columns)).reduce(Float(0)) { sum, index in
                    rows < columns
                        ? sum + w[a * columns + index] * w[b * columns + index]
                        : sum + w[index * columns + a] * w[index * columns + b]
                }
                #expect(abs(product - (a == b ? 4 : 0)) < 1e-4)
            }
        }
    }

    @Test("the others have the bounds and deviations of their papers")
    func others() throws {
        #expect(try weights(.fanIn(100), rows: 100, columns: 100).allSatisfy { abs($0) <= 0.1 })
        #expect(try weights(.xavier, rows: 50, columns: 100).map { abs($0) }.max() ?? 0 > 0.19)
        #expect(try weights(.xavier, rows: 50, columns: 100).allSatisfy { abs($0) <= 0.2 })
        let he = try weights(.he, rows: 50, columns: 200)
        let variance = he.reduce(0) { $0 + $1 * $1 } / 10_000
        #expect(abs(variance - 0.04) < 0.002)
        #expect(try weights(.constant(3), rows: 2, columns: 2) == [3, 3, 3, 3])
    }

    @Test("a name that is taken, an extent of 0 and a parameter after the first graph are refused")
    func refused() throws {
        var random = RandomSource(seed: 9)
        let parameters = Parameters()
        _ = try Linear("a", inputs: 2, outputs: 2, in: parameters, using: &random)
        #expect(throws: LearningError.self) {
            try Linear("a", inputs: 2, outputs: 2, in: parameters, using: &random)
        }
        #expect(throws: LearningError.self) {
            try Linear("b", inputs: 0, outputs: 2, in: parameters, using: &random)
        }
        _ = Graph(parameters, for: .inference)
        #expect(throws: LearningError.self) {
            try Linear("c", inputs: 2, outputs: 2, in: parameters, using: &random)
        }
    }
}
