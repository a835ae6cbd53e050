import AnnealLearning
import Testing

/// Compares the gradients of a computation with differences of its results.
///
/// - Parameters:
///   - sizes: rows and columns of the parameters that the computation gets as matrices.
///   - rows: numbers of rows of the variables, for the inputs.
///   - scale: parameters are uniform within ± this.
///   - step: of the differences.
///   - tolerance: of each gradient, relative to the largest.
///   - sourceLocation: of the test.
///   - build: records the computation; its result, summed with fixed random weights, is differentiated.
///   - prepare: writes the inputs.
/// - Throws: what the computation throws.
func checkGradients(
    _ sizes: [(rows: Int, columns: Int)], rows: [RowVariable: Int] = [:], scale: Float = 1, step: Float = 1e-2,
    tolerance: Float = 2e-2, sourceLocation: SourceLocation = #_sourceLocation,
    build: (Graph, [Node]) throws -> Node, prepare: (Graph) throws -> Void = { _ in }
) throws {
    var random = RandomSource(seed: 11)
    let parameters = Parameters()
    let handles = try sizes.enumerated().map { index, size in
        try parameters.add(
            "p\(index)", rows: size.rows, columns: size.columns, initially: .uniform(bound: scale), using: &random)
    }
    let graph = Graph(parameters, for: .training, random: RandomSource(seed: 5))
    let result = try build(graph, try handles.map { try graph.node(for: $0) })
    let target = graph.input(columns: result.columns, rows: result.rows)
    // Σ w y as a mean squared difference would not be linear; a product with an input is.
    let weighted = try graph.multiply(result, target)
    let loss = graph.sum(weighted)
    try graph.minimise(loss)
    for (variable, count) in rows { try graph.setRows(variable, to: count) }
    try prepare(graph)
    let count = graph.rows(of: target) * target.columns
    try graph.write((0..<count).map { _ in random.uniformFloat() * 2 - 1 }, to: target)
    let draws = graph.random
    func value() throws -> Float {
        graph.random = draws
        try graph.forward()
        return graph.scalar(of: loss)
    }
    _ = try value()
    try graph.backward()
    // Twice, so that gradients of the run before are seen to be replaced.
    _ = try value()
    try graph.backward()
    for handle in handles {
        let gradient = try parameters.gradient(of: handle).values
        let start = try parameters.tensor(of: handle).values
        let largest = max(gradient.map { abs($0) }.max() ?? 0, 0.1)
        for place in start.indices {
            var moved = start
            moved[place] = start[place] + step
            try parameters.set(handle, to: moved)
            let above = try value()
            moved[place] = start[place] - step
            try parameters.set(handle, to: moved)
            let below = try value()
            let difference = (above - below) / (2 * step)
            #expect(
                abs(difference - gradient[place]) <= tolerance * largest,
                "parameter \(handle) at \(place): \(gradient[place]), by differences \(difference)",
                sourceLocation: sourceLocation)
        }
        try parameters.set(handle, to: start)
    }
}
