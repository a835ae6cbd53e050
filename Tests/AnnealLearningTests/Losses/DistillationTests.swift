import AnnealLearning
import Testing

@Suite("Distillation") struct DistillationTests {
    @Test("a student comes to choose as its teacher does, where no class was told for most of the inputs")
    func student() throws {
        var random = RandomSource(seed: 8)
        let inputs = (0..<64 * 4).map { _ in Float(random.normal()) }
        let (large, small) = (Parameters(), Parameters())
        let teacher = try MultiLayerPerceptron("t", sizes: [4, 64, 3], in: large, using: &random)
        let pupil = try MultiLayerPerceptron("s", sizes: [4, 16, 3], activation: .tanh, in: small, using: &random)
        let teaching = Graph(large, for: .inference)
        let question = teaching.input(columns: 4)
        let answer = try teacher(question, in: teaching)
        try teaching.setRows(.batch, to: 64)
        try teaching.write(inputs, to: question)
        try teaching.forward()
        // Logits far enough apart that there is something to learn.
        let logits = teaching.values(of: answer).map { $0 * 8 }
        func choices(_ values: [Float]) -> [Int] {
            (0..<64).map { (row: Int) -> Int in
                let scores = values[row * 3..<row * 3 + 3]
                return (scores.max().flatMap { scores.firstIndex(of: $0) } ?? row * 3) - row * 3
            }
        }
        let graph = Graph(small, for: .training)
        let (x, soft, classes) = (graph.input(columns: 4), graph.input(columns: 3), graph.indexInput())
        let y = try pupil(x, in: graph)
        let loss = try Distillation(teacherFraction: 1)(student: y, teacher: soft, classes: classes, in: graph)
        try graph.minimise(loss)
        try graph.setRows(.batch, to: 64)
        try graph.write(inputs, to: x)
        try graph.write(logits, to: soft)
        var optimiser = Adam(rate: 0.02)
        try graph.forward()
        let first = graph.scalar(of: loss)
        for _ in 0..<300 {
            try graph.forward()
            try graph.backward()
            try optimiser.step(small)
        }
        #expect(graph.scalar(of: loss) < first / 20)
        let agreeing = zip(choices(graph.values(of: y)), choices(logits)).count { $0 == $1 }
        #expect(agreeing >= 60)
    }

    @Test("the two parts are weighed as told, and a fraction out of range is refused")
    func parts() throws {
        let graph = Graph(Parameters(), for: .inference)
        let (x, soft, classes) = (graph.input(columns: 3), graph.input(columns: 3), graph.indexInput())
        let both = try Distillation(temperature: 2, teacherFraction: 0.25)(
            student: x, teacher: soft, classes: classes, in: graph)
        let softLoss = try graph.distillationLoss(student: x, teacher: soft, temperature: 2)
        let hardLoss = try graph.crossEntropy(x, classes: classes)
        try graph.write([1, 2, 3], to: x)
        try graph.write([3, 0, 1], to: soft)
        try graph.write([1], to: classes)
        try graph.forward()
        let wanted = 0.25 * graph.scalar(of: softLoss) + 0.75 * graph.scalar(of: hardLoss)
        #expect(abs(graph.scalar(of: both) - wanted) < 1e-6)
        #expect(throws: LearningError.self) {
            try Distillation(teacherFraction: 1.5)(student: x, teacher: soft, classes: classes, in: graph)
        }
    }
}
