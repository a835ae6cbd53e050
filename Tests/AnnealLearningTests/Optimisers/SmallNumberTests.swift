import AnnealLearning
import Testing

/// Intel's processors take some hundred cycles for a number below the smallest normal one, which moments of parameters that
/// no longer get a gradient come to.
@Suite("Numbers below the smallest normal one") struct SmallNumberTests {
    private func moments(ofGradient gradient: Float) throws -> [Tensor] {
        var random = RandomSource(seed: 1)
        let parameters = Parameters()
        let place = try parameters.add("x", columns: 40, initially: .constant(1), using: &random)
        let graph = Graph(parameters, for: .training)
        let factor = graph.input(columns: 40, rows: .fixed(1))
        try graph.minimise(graph.sum(graph.multiply(graph.node(for: place), factor)))
        try graph.write([Float](repeating: gradient, count: 40), to: factor)
        try graph.forward()
        try graph.backward()
        var (adam, rootMeanSquare) = (Adam(), RMSProp(rate: 0.01))
        try adam.step(parameters)
        try rootMeanSquare.step(parameters)
        return [adam.state["first"], adam.state["second"], rootMeanSquare.state["square"]].compactMap(\.self)
    }

    @Test("optimisers keep none, and keep those that are normal")
    func moments() throws {
        // Other processors compute them at full speed, and keep them.
        #if arch(x86_64)
            for tensor in try moments(ofGradient: 1e-21) {
                let small = tensor.values.filter(\.isSubnormal)
                #expect(small.isEmpty)
            }
        #endif
        let normal = try moments(ofGradient: 1e-3)
        #expect(normal.count == 3)
        // Behind the forty of the parameter there is room that nothing uses.
        for tensor in normal { #expect(tensor.values.count(where: \.isNormal) == 40) }
    }

    @Test("the program's own arithmetic has them after a run as before") func restored() throws {
        _ = try moments(ofGradient: 1e-21)
        var small = Float.leastNormalMagnitude
        withUnsafeMutablePointer(to: &small) { $0.pointee /= 2 }
        #expect(small.isSubnormal && small * 2 == Float.leastNormalMagnitude)
    }
}
