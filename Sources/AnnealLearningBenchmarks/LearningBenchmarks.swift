/// Measurements of networks and algorithms of AnnealLearning, on one thread.
public enum LearningBenchmarks {
    /// What can be measured alone, in groups that can be measured together.
    public static let groups: [(name: String, cases: [String])] = [
        ("networks", ["mlp", "q", "lstm", "transformer", "graph", "updates"]), ("cartpole", ["ppo", "a2c", "dqn"]),
        ("programs", ["scheduling", "rcpsp", "trees", "sentence", "distillation"]), ("ceilings", ["machine"]),
    ]

    /// All names that `run` takes.
    public static var names: [String] { ["all"] + groups.flatMap { [$0.name] + $0.cases } }

    /// Measures.
    ///
    /// - Parameters:
    ///   - wanted: names of cases or groups, or `all`; those that there are not are passed over.
    ///   - allocations: how many times the program has asked for memory; `nil` when it does not count that.
    ///   - tell: called with each figure as soon as there is one.
    /// - Throws: what the library throws.
    public static func run(
        _ wanted: Set<String>, allocations: (() -> Int)? = nil, tell: @escaping (BenchmarkFigure) -> Void
    ) throws {
        let measure = Measure(tell: tell, allocations: allocations)
        for (group, cases) in groups {
            for name in cases where !wanted.isDisjoint(with: ["all", group, name]) { try run(name, measure) }
        }
    }

    private static func run(_ name: String, _ measure: Measure) throws {
        switch name {
        case "mlp": try PerceptronBenchmark.run(measure)
        case "q": try QNetworkBenchmark.run(measure)
        case "lstm": try RecurrentBenchmark.run(measure)
        case "transformer": try TransformerBenchmark.run(measure)
        case "graph": try GraphNetworkBenchmark.run(measure)
        case "updates": try UpdateBenchmark.run(measure)
        case "ppo": try CartPoleBenchmark.ppo(measure)
        case "a2c": try CartPoleBenchmark.a2c(measure)
        case "dqn": try CartPoleBenchmark.dqn(measure)
        case "scheduling": try SchedulingBenchmark.workflows(measure)
        case "rcpsp": try SchedulingBenchmark.projects(measure)
        case "trees": try TreeBenchmark.run(measure)
        case "sentence": try EncoderBenchmark.run(measure)
        case "distillation": try DistillationBenchmark.run(measure)
        case "machine": try MachineBenchmark.run(measure)
        default: break
        }
    }
}

/// A measurement: what was measured, and numbers by name.
public struct BenchmarkFigure: Sendable, Hashable {
    /// What was measured.
    public let name: String
    /// The numbers, in an order for people.
    public let numbers: [Number]

    /// A number and what it is called.
    public struct Number: Sendable, Hashable {
        /// What it is called, with its unit.
        public let name: String
        /// The number.
        public let value: Double
    }

    init(_ name: String, _ numbers: [(String, Double)]) {
        self.name = name
        self.numbers = numbers.map { Number(name: $0.0, value: $0.1) }
    }

    /// One JSON object.
    public var json: String {
        let members = numbers.map { number in
            let whole = Int(exactly: number.value)
            return "\"\(number.name)\": " + (whole.map { "\($0)" } ?? "\(number.value)")
        }
        return "{\"case\": \"\(name)\", " + members.joined(separator: ", ") + "}"
    }
}
