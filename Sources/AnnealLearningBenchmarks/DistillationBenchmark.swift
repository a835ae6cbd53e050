import AnnealLearning

/// A network of hidden layers of 256 that learns from examples alone, and one that a network of 1024 teaches as well.
///
/// The examples are of ten classes, each of four clusters in 32 dimensions; one label in five is wrong. All learn from the
/// same 2,000 examples for the same number of steps, and are judged by 10,000 others whose labels are right. A third small
/// network is taught on 20,000 others without labels.
enum DistillationBenchmark {
    private static let (classes, features, clusters) = (10, 32, 4)
    private static let (examples, judged, batch, steps) = (2_000, 10_000, 100, 1_500)
    private static let unlabelledCount = 20_000

    static func run(_ measure: Measure) throws {
        for seed in UInt64(0)..<3 {
            var random = RandomSource(seed: seed)
            let world = World(&random)
            let learned = world.examples(examples, noise: 0.2, &random)
            let test = world.examples(judged, noise: 0, &random)
            let teacher = try Network(hidden: 1_024, seed: seed)
            let teaching = try Measure.time { try teacher.learn(learned, from: nil, seed: seed) }
            var numbers = [
                ("seed", Double(seed)), ("teacher_right_percent", try teacher.share(rightOf: test)),
                ("teacher_seconds", Measure.rounded(teaching)),
            ]
            // What has no label: the teacher says what it is.
            var unlabelled = world.examples(unlabelledCount, noise: 0, &random)
            unlabelled.labels = try teacher.answers(to: unlabelled.rows)
            for (name, source, learned) in [
                ("alone", nil, learned), ("taught", teacher, learned), ("taught_on_others", teacher, unlabelled),
            ] as [(String, Network?, Examples)] {
                let student = try Network(hidden: 256, seed: seed + 100)
                let seconds = try Measure.time { try student.learn(learned, from: source, seed: seed) }
                numbers.append(("\(name)_right_percent", try student.share(rightOf: test)))
                numbers.append(("\(name)_seconds", Measure.rounded(seconds)))
            }
            measure.tell(BenchmarkFigure("distillation 1024 to 256, temperature 3", numbers))
        }
    }

    private struct Examples {
        var rows: [Float] = []
        var labels: [Int] = []
    }

    /// Where the clusters of each class are.
    private struct World {
        let centres: [Float]

        init(_ random: inout RandomSource) {
            centres = (0..<classes * clusters * features).map { _ in Float(random.normal()) }
        }

        func examples(_ count: Int, noise: Double, _ random: inout RandomSource) -> Examples {
            var result = Examples()
            for _ in 0..<count {
                let cluster = random.index(below: classes * clusters)
                for feature in 0..<features {
                    result.rows.append(centres[cluster * features + feature] + 1.5 * Float(random.normal()))
                }
                result.labels.append(
                    random.uniform() < noise ? random.index(below: classes) : cluster / clusters)
            }
            return result
        }
    }

    /// Two hidden layers, and what they are run in.
    private final class Network {
        let parameters = Parameters()
        private let layers: MultiLayerPerceptron
        private let acting: Graph
        private let x: Node
        private let logits: Node

        init(hidden: Int, seed: UInt64) throws {
            var random = RandomSource(seed: seed)
            layers = try MultiLayerPerceptron(
                "n", sizes: [features, hidden, hidden, classes], in: parameters, using: &random)
            acting = Graph(parameters, for: .inference)
            x = acting.input(columns: features)
            logits = try layers(x, in: acting)
        }

        func logits(of rows: [Float]) throws -> [Float] {
            try acting.setRows(.batch, to: rows.count / features)
            try acting.write(rows, to: x)
            try acting.forward()
            return acting.values(of: logits)
        }

        func answers(to rows: [Float]) throws -> [Int] {
            _ = try logits(of: rows)
            var best: [Int32] = []
            acting.bestColumns(of: logits, into: &best)
            return best.prefix(rows.count / features).map { Int($0) }
        }

        /// In per cent.
        func share(rightOf test: Examples) throws -> Double {
            let best = try answers(to: test.rows)
            return Measure.rounded(
                100 * Double(zip(best, test.labels).count { $0 == $1 }) / Double(test.labels.count))
        }

        /// Learns from examples, and from a teacher where there is one.
        func learn(_ examples: Examples, from teacher: Network?, seed: UInt64) throws {
            let graph = Graph(parameters, for: .training)
            let (x, told, labels) = (
                graph.input(columns: features), graph.input(columns: classes), graph.indexInput()
            )
            let y = try layers(x, in: graph)
            try graph.minimise(
                teacher == nil
                    ? graph.crossEntropy(y, classes: labels)
                    : Distillation()(student: y, teacher: told, classes: labels, in: graph))
            try graph.setRows(.batch, to: batch)
            var random = RandomSource(seed: seed)
            var optimiser = Adam()
            for _ in 0..<steps {
                let chosen = (0..<batch).map { _ in random.index(below: examples.labels.count) }
                let rows = chosen.flatMap { examples.rows[$0 * features..<($0 + 1) * features] }
                try graph.write(rows, to: x)
                try graph.write(chosen.map { examples.labels[$0] }, to: labels)
                try graph.write(
                    teacher?.logits(of: rows) ?? [Float](repeating: 0, count: batch * classes), to: told)
                try graph.forward()
                try graph.backward()
                try optimiser.step(parameters)
            }
        }
    }
}
