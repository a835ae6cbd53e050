import AnnealLearning
import Foundation
import Testing

@Suite("Optimisers") struct OptimiserTests {
    /// ½ Σ c (x − t)², whose gradient is c (x − t).
    private struct Bowl {
        let parameters = Parameters()
        let graph: Graph
        let place: Parameter

        init(start: [Float], curvature: [Float], target: [Float]) throws {
            var random = RandomSource(seed: 1)
            place = try parameters.add("x", columns: start.count, initially: .constant(0), using: &random)
            try parameters.set(place, to: start)
            graph = Graph(parameters, for: .training)
            let goal = graph.input(columns: start.count, rows: .fixed(1))
            let weights = graph.input(columns: start.count, rows: .fixed(1))
            let difference = try graph.combine([graph.node(for: place), goal], factors: [1, -1])
            let square = try graph.multiply(difference, difference)
            try graph.minimise(graph.combine([graph.sum(graph.multiply(square, weights))], factors: [0.5]))
            try graph.write(target, to: goal)
            try graph.write(curvature, to: weights)
        }

        func step(_ optimiser: inout some Optimiser) throws {
            try graph.forward()
            try graph.backward()
            try optimiser.step(parameters)
        }

        func values() throws -> [Float] { try parameters.tensor(of: place).values }
    }

    @Test("two steps of each are those of its definition")
    func definition() throws {
        let start: [Float] = [1, -2, 0.5]
        func follow(_ optimiser: some Optimiser, _ rule: (inout Double, Double, Int) -> Double) throws {
            var optimiser = optimiser
            let bowl = try Bowl(start: start, curvature: [1, 3, 10], target: [0, 1, 2])
            var memories = [Double](repeating: .nan, count: 3)
            var x = start.map(Double.init)
            for step in 1...3 {
                for (index, (curvature, target)) in [(1.0, 0.0), (3, 1), (10, 2)].enumerated() {
                    x[index] -= rule(&memories[index], curvature * (x[index] - target), step)
                }
                try bowl.step(&optimiser)
                for (a, b) in zip(try bowl.values(), x) { #expect(abs(Double(a) - b) < 1e-5) }
            }
        }
        try follow(GradientDescent(rate: 0.01)) { _, gradient, _ in 0.01 * gradient }
        try follow(GradientDescent(rate: 0.01, momentum: 0.9)) { memory, gradient, _ in
            memory = (memory.isNaN ? 0 : memory) * 0.9 + gradient
            return 0.01 * memory
        }
        try follow(RMSProp(rate: 0.01, alpha: 0.9)) { memory, gradient, _ in
            memory = (memory.isNaN ? 0 : memory) * 0.9 + 0.1 * gradient * gradient
            return 0.01 * gradient / (memory.squareRoot() + 1e-8)
        }
        try follow(RMSProp(rate: 0.01, alpha: 0.9, epsilon: 1e-5, epsilonPlace: .insideRoot)) { memory, gradient, _ in
            memory = (memory.isNaN ? 1 : memory) * 0.9 + 0.1 * gradient * gradient
            return 0.01 * gradient / (memory + 1e-5).squareRoot()
        }
    }

    @Test("Adam's steps are those of its definition, with and without decay")
    func adam() throws {
        for decay in [0.0, 0.1] {
            var optimiser = Adam(rate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 1e-3, decay: Float(decay))
            let bowl = try Bowl(start: [2], curvature: [1], target: [0])
            var (x, m, v) = (2.0, 0.0, 0.0)
            for step in 1...5 {
                m = 0.8 * m + 0.2 * x
                v = 0.9 * v + 0.1 * x * x
                let corrected = (m / (1 - pow(0.8, Double(step))), v / (1 - pow(0.9, Double(step))))
                x -= 0.05 * decay * x + 0.05 * corrected.0 / (corrected.1.squareRoot() + 1e-3)
                try bowl.step(&optimiser)
                #expect(abs(Double(try bowl.values()[0]) - x) < 1e-5)
            }
        }
    }

    @Test("a bound of the norm scales all gradients alike, and the norm before is told")
    func norm() throws {
        let bowl = try Bowl(start: [3, 4], curvature: [1, 1], target: [0, 0])
        var optimiser = GradientDescent(rate: 1, maximumNorm: 1)
        try bowl.graph.forward()
        try bowl.graph.backward()
        let norm = try optimiser.step(bowl.parameters)
        #expect(abs(norm - 5) < 1e-5)
        let values = try bowl.values()
        #expect(abs(values[0] - 2.4) < 1e-5 && abs(values[1] - 3.2) < 1e-5)
    }

    @Test("a gradient that is not finite changes nothing and is told")
    func notFinite() throws {
        let bowl = try Bowl(start: [3e30, 1], curvature: [1e30, 1], target: [0, 0])
        var optimiser = Adam()
        try bowl.graph.forward()
        try bowl.graph.backward()
        let error = #expect(throws: LearningError.self) { try optimiser.step(bowl.parameters) }
        #expect(error?.code == .notFinite)
        #expect(try bowl.values() == [3e30, 1])
        #expect(optimiser.steps == 0)
    }

    @Test("numbers that would make weights none are refused before anything is changed")
    func senseless() throws {
        func refuses(_ optimiser: some Optimiser, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
            var optimiser = optimiser
            // The second gradient is 0, so that an epsilon of 0 gives 0 / 0.
            let bowl = try Bowl(start: [3, 1], curvature: [1, 1], target: [0, 1])
            try bowl.graph.forward()
            try bowl.graph.backward()
            let error = #expect(throws: LearningError.self, sourceLocation: sourceLocation) {
                try optimiser.step(bowl.parameters)
            }
            #expect(error?.code == .invalidArgument, sourceLocation: sourceLocation)
            #expect(try bowl.values() == [3, 1], sourceLocation: sourceLocation)
            #expect(optimiser.steps == 0, sourceLocation: sourceLocation)
        }
        for rate in [Float.nan, .infinity, -1] {
            try refuses(Adam(rate: rate))
            try refuses(RMSProp(rate: rate))
            try refuses(GradientDescent(rate: rate))
        }
        for epsilon in [Float(0), -1, .nan, .infinity, 1e-35] {
            try refuses(Adam(epsilon: epsilon))
            try refuses(RMSProp(rate: 1, epsilon: epsilon))
        }
        try refuses(Adam(beta1: 1))
        try refuses(Adam(beta2: .nan))
        try refuses(Adam(decay: -1))
        try refuses(Adam(maximumNorm: .nan))
        try refuses(Adam(maximumNorm: 0))
        try refuses(RMSProp(rate: 1, alpha: 1.5))
        try refuses(GradientDescent(rate: 1, momentum: -0.5))
        try refuses(GradientDescent(rate: 1, decay: .nan))
    }

    @Test("the least epsilon that is taken keeps a weight without a gradient where it is")
    func leastEpsilon() throws {
        for isAdam in [true, false] {
            let bowl = try Bowl(start: [3, 1], curvature: [1, 1], target: [0, 1])
            var (adam, other) = (Adam(rate: 0.1, epsilon: 1e-30), RMSProp(rate: 0.1, epsilon: 1e-30))
            for _ in 0..<3 { if isAdam { try bowl.step(&adam) } else { try bowl.step(&other) } }
            let values = try bowl.values()
            #expect(values[1] == 1 && values[0].isFinite && values[0] < 3)
        }
    }

    @Test("a restored optimiser goes on bit for bit")
    func restored() throws {
        func run<O: Optimiser>(_ start: O, fresh: O) throws {
            let bowls = try (0..<2).map { _ in try Bowl(start: [1, 2], curvature: [1, 5], target: [0, 0]) }
            var whole = start
            for _ in 0..<6 { try bowls[0].step(&whole) }
            var first = start
            for _ in 0..<3 { try bowls[1].step(&first) }
            var second = fresh
            try second.restore(first.state)
            for _ in 0..<3 { try bowls[1].step(&second) }
            #expect(try bowls[0].values() == bowls[1].values())
            #expect(second.steps == 6)
            #expect(throws: LearningError.self) { try second.restore([:]) }
        }
        try run(Adam(rate: 0.1), fresh: Adam(rate: 0.1))
        try run(GradientDescent(rate: 0.01, momentum: 0.5), fresh: GradientDescent(rate: 0.01, momentum: 0.5))
        try run(RMSProp(rate: 0.01), fresh: RMSProp(rate: 0.01))
    }

    @Test("schedules go from where to where they say")
    func schedules() {
        #expect(Schedule.constant(3).value(at: 0.7) == 3)
        let linear = Schedule.linear(from: 1, to: 0.1, within: 0.5)
        #expect(linear.value(at: 0) == 1)
        #expect(abs(linear.value(at: 0.25) - 0.55) < 1e-6)
        #expect(linear.value(at: 0.5) == 0.1 && linear.value(at: 2) == 0.1)
        let cosine = Schedule.cosine(peak: 2, to: 0, warmUp: 0.2)
        #expect(cosine.value(at: 0) == 0 && abs(cosine.value(at: 0.2) - 2) < 1e-6)
        #expect(abs(cosine.value(at: 0.6) - 1) < 1e-5 && abs(cosine.value(at: 1)) < 1e-6)
    }
}
