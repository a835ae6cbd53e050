import Testing

@testable import AnnealLearning

@Suite("The greatest values of rows") struct RowMaximumTests {
    @Test("the first of the greatest is found, whatever the width", arguments: [1, 2, 15, 16, 17, 33, 1000])
    func columns(width: Int) throws {
        var random = RandomSource(seed: UInt64(width))
        // Few different values, so that the greatest comes several times.
        let rows = (0..<9).map { _ in (0..<width).map { _ in Float(random.index(below: 5)) - 7 } }
        let graph = Graph(Parameters(), for: .inference)
        let node = graph.input(columns: width)
        try graph.setRows(.batch, to: rows.count)
        try graph.write(rows.flatMap(\.self), to: node)
        var columns: [Int32] = []
        graph.bestColumns(of: node, into: &columns)
        let expected = rows.map { row in Int32(row.firstIndex(of: row.max() ?? 0) ?? -1) }
        #expect(columns == expected)
    }

    @Test("what is no number does not count, and a part of a buffer is looked at alone")
    func parts() {
        let values: [Float] = [9, .nan, 1, 3, .nan, 3, 9, -.infinity, -.infinity, .nan]
        values.withUnsafeBufferPointer { buffer in
            #expect(buffer.bestAction(in: 1..<6) == 2)
            #expect(buffer.bestAction(in: 7..<9) == 0)
            #expect(buffer.bestAction(in: 9..<10) == 0)
            #expect(buffer.bestAction(in: 4..<4) == 0)
        }
    }
}
