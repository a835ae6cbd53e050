import AnnealLearning
import Foundation
import Testing

@Suite("Losses") struct LossTests {
    @Test("gradients of losses agree with differences")
    func gradients() throws {
        for kind in [RegressionLoss.squared, .huber(delta: 0.7)] {
            var inputs: [Node] = []
            try checkGradients([(4, 3)]) { graph, p in
                let target = graph.input(columns: 3, rows: .fixed(4))
                let weights = graph.input(columns: 1, rows: .fixed(4))
                inputs = [target, weights]
                return try graph.combine(
                    [
                        graph.regressionLoss(kind, p[0], target: target),
                        graph.regressionLoss(kind, p[0], target: target, weights: weights),
                    ], factors: [1, 2])
            } prepare: { graph in
                try graph.write((0..<12).map { Float($0 % 5) * 0.4 - 0.8 }, to: inputs[0])
                try graph.write([1, 0.5, 0, 2], to: inputs[1])
            }
        }
        var classes: IndexNode?
        try checkGradients([(3, 5)]) { graph, p in
            let chosen = graph.indexInput(rows: .fixed(3))
            classes = chosen
            return try graph.crossEntropy(p[0], classes: chosen)
        } prepare: { graph in
            if let classes { try graph.write([0, 4, 2], to: classes) }
        }
        var masked: (classes: IndexNode, mask: Node)?
        try checkGradients([(3, 5)]) { graph, p in
            let nodes = (graph.indexInput(rows: .fixed(3)), graph.input(columns: 5, rows: .fixed(3)))
            masked = nodes
            return try graph.crossEntropy(p[0], classes: nodes.0, mask: nodes.1)
        } prepare: { graph in
            guard let masked else { return }
            try graph.write([0, 4, 2], to: masked.classes)
            try graph.write([1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], to: masked.mask)
        }
        var teacher: Node?
        try checkGradients([(3, 5)], scale: 3, step: 5e-2) { graph, p in
            let logits = graph.input(columns: 5, rows: .fixed(3))
            teacher = logits
            return try graph.distillationLoss(student: p[0], teacher: logits, temperature: 2)
        } prepare: { graph in
            if let teacher { try graph.write((0..<15).map { Float($0 % 4) - 1 }, to: teacher) }
        }
    }

    @Test("cross-entropy of equal logits is the logarithm of the number of classes, also where some are masked")
    func crossEntropy() throws {
        let graph = Graph(Parameters(), for: .inference)
        let (x, mask, classes) = (graph.input(columns: 4), graph.input(columns: 4), graph.indexInput())
        let plain = try graph.crossEntropy(x, classes: classes)
        let masked = try graph.crossEntropy(x, classes: classes, mask: mask)
        try graph.write([2, 2, 2, 2], to: x)
        try graph.write([1, 0, 1, 0], to: mask)
        try graph.write([2], to: classes)
        try graph.forward()
        #expect(abs(graph.scalar(of: plain) - log(4)) < 1e-6)
        #expect(abs(graph.scalar(of: masked) - log(2)) < 1e-6)
    }

    @Test("log softmax of few and of many columns, masked rows among them", arguments: [1, 3, 16, 17, 40])
    func logSoftmax(columns: Int) throws {
        let rows = 21
        var random = RandomSource(seed: 2)
        let logits = (0..<rows * columns).map { _ in Float(random.normal() * 30) }
        let allowed = (0..<rows * columns).map { place in
            place / columns == 5 ? Float(0) : random.uniformFloat() < 0.3 ? 0 : 1
        }
        let graph = Graph(Parameters(), for: .inference)
        let (x, mask) = (graph.input(columns: columns), graph.input(columns: columns))
        let y = try graph.logSoftmax(x, mask: mask)
        try graph.setRows(.batch, to: rows)
        try graph.write(logits, to: x)
        try graph.write(allowed, to: mask)
        try graph.forward()
        let result = graph.values(of: y)
        for row in 0..<rows {
            let range = row * columns..<(row + 1) * columns
            let scores = range.filter { allowed[$0] == 1 }.map { Double(logits[$0]) }
            let largest = scores.max() ?? 0
            let shift = largest + log(scores.reduce(0) { $0 + exp($1 - largest) })
            for place in range {
                if allowed[place] == 0 {
                    #expect(result[place] == -.infinity)
                } else {
                    #expect(abs(Double(result[place]) - (Double(logits[place]) - shift)) < 2e-5)
                }
            }
        }
    }

    @Test("a student that equals its teacher has no distillation loss")
    func distillation() throws {
        let graph = Graph(Parameters(), for: .inference)
        let x = graph.input(columns: 3)
        let loss = try graph.distillationLoss(student: x, teacher: x)
        try graph.setRows(.batch, to: 2)
        try graph.write([0.3, -2, 5, 1, 1, 1], to: x)
        try graph.forward()
        #expect(abs(graph.scalar(of: loss)) < 1e-5)
    }

    @Test("a class that is masked or out of range is an error")
    func badClass() throws {
        let graph = Graph(Parameters(), for: .inference)
        let x = graph.input(columns: 3)
        let mask = graph.input(columns: 3)
        let classes = graph.indexInput()
        _ = try graph.crossEntropy(x, classes: classes, mask: mask)
        try graph.write([1, 2, 3], to: x)
        try graph.write([1, 0, 1], to: mask)
        for bad in [1, 3, -1] {
            try graph.write([bad], to: classes)
            let error = #expect(throws: LearningError.self) { try graph.forward() }
            #expect(error?.code == .invalidArgument)
        }
        try graph.write([2], to: classes)
        try graph.forward()
    }

    @Test("a Huber loss of a delta and a temperature that make no sense are refused")
    func refused() throws {
        let graph = Graph(Parameters(), for: .inference)
        let x = graph.input(columns: 3)
        #expect(throws: LearningError.self) { try graph.regressionLoss(.huber(delta: 0), x, target: x) }
        #expect(throws: LearningError.self) { try graph.distillationLoss(student: x, teacher: x, temperature: -1) }
    }
}
