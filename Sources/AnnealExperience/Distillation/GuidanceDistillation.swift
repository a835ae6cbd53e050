internal import AnnealFoundation
internal import AnnealLearning
internal import Foundation

/// Makes a small model out of what accumulated: which kind of failure a task will meet.
///
/// A large network (the teacher) learns from all attempts, a small one (the student) from the attempts and from what the
/// teacher holds probable, softened by a temperature. What each is worth is told on runs that neither has seen, beside
/// the shares of the kinds in all others.
///
/// Source: G. Hinton, O. Vinyals, J. Dean, "Distilling the Knowledge in a Neural Network" (2015).
public struct GuidanceDistillation: Sendable {
    /// How networks are made and trained.
    public struct Settings: Sendable, Hashable {
        /// Units of each hidden layer of the teacher.
        public var teacher = 1024
        /// Units of each hidden layer of the student.
        public var student = 256
        /// By which logits are divided before student and teacher are compared.
        public var temperature: Float = 3
        /// How much the teacher counts; the rest is what happened.
        public var teacherFraction: Float = 0.7
        /// Examples of a step.
        public var batch = 64
        /// Steps at most.
        public var steps = 4_000
        /// Rounds through the examples without getting better after which a training ends.
        public var patience = 8
        /// Of a step.
        public var rate: Float = 3e-4
        /// Of weights.
        public var decay: Float = 0.05
        /// Of all randomness.
        public var seed: UInt64 = 1
        /// The version of the program, for the model's account.
        public var version = ""

        /// Creates the standard settings.
        public init() {}
    }

    /// The fewest attempts that a model is made of.
    public static let fewestAttempts = 100
    /// The fewest runs.
    public static let fewestRuns = 10

    private let settings: Settings

    /// Creates a distillation.
    ///
    /// - Parameter settings: how networks are made and trained.
    public init(settings: Settings = Settings()) { self.settings = settings }

    /// Makes the model of a library.
    ///
    /// - Parameter library: what is remembered.
    /// - Returns: the student, with what it was made of and how it did.
    /// - Throws: `ExperienceError` when too little is remembered, or a network cannot be trained.
    public func model(of library: ExperienceLibrary) async throws(ExperienceError) -> GuidanceModel {
        let records = try await library.store.records(ExperienceSelection(kinds: [.attempt, .failure]))
        let vectors = try await library.vectors()
        let attempts = records.filter { $0.kind == .attempt && vectors[$0.id] != nil }
        return try model(
            of: FailureExample.of(records, vectors: vectors), encoder: library.encoder,
            times: (attempts.first?.provenance.time ?? .distantPast, attempts.last?.provenance.time ?? .distantPast))
    }

    func model(
        of examples: [FailureExample], encoder: any TextEncoder, times: (from: Date, to: Date)
    ) throws(ExperienceError) -> GuidanceModel {
        let runs = Set(examples.map(\.run))
        guard examples.count >= Self.fewestAttempts, runs.count >= Self.fewestRuns else {
            throw ExperienceError(
                code: .invalid,
                message: "\(examples.count) attempts of \(runs.count) runs are remembered, too few to learn from",
                remedy: "it takes \(Self.fewestAttempts) attempts of \(Self.fewestRuns) runs whose end is known")
        }
        do {
            let (test, rest) = Self.parted(examples, salt: "test")
            let (kept, learned) = Self.parted(rest, salt: "kept")
            let width = encoder.width + FailureExample.labelWidth
            let teacher = try OutcomeNetwork(width: width, hidden: settings.teacher, seed: settings.seed)
            try teacher.learn(learned, kept: kept, from: nil, settings: settings)
            let student = try OutcomeNetwork(width: width, hidden: settings.student, seed: settings.seed &+ 1)
            try student.learn(learned, kept: kept, from: teacher, settings: settings)
            let base = Self.shares(rest)
            return GuidanceModel(
                encoder: encoder.name, width: width, hidden: settings.student, base: base,
                account: try account(
                    examples, test: test, base: base, teacher: teacher, student: student, times: times),
                tensors: try student.parameters.tensors())
        } catch {
            throw ExperienceError(
                code: .invalid, message: "the model cannot be trained: \(error.message)", place: error.place,
                remedy: error.remedy)
        }
    }

    /// Parts examples by their runs, a fifth of these to one side; the same each time.
    static func parted(_ examples: [FailureExample], salt: String) -> (fifth: [FailureExample], rest: [FailureExample])
    {
        let runs = Set(examples.map(\.run)).sorted {
            (ContentDigest(of: salt + $0).hex, $0) < (ContentDigest(of: salt + $1).hex, $1)
        }
        let fifth = Set(runs.prefix(max(1, runs.count / 5)))
        return (examples.filter { fifth.contains($0.run) }, examples.filter { !fifth.contains($0.run) })
    }

    /// How often each outcome came, each counted half a time more, so that none is impossible.
    static func shares(_ examples: [FailureExample]) -> [Double] {
        var counts = [Double](repeating: 0.5, count: FailureExample.outcomes)
        for example in examples { counts[example.outcome] += 1 }
        let sum = counts.reduce(0, +)
        return counts.map { $0 / sum }
    }

    private func account(
        _ examples: [FailureExample], test: [FailureExample], base: [Double], teacher: OutcomeNetwork,
        student: OutcomeNetwork, times: (from: Date, to: Date)
    ) throws(LearningError) -> GuidanceModel.Account {
        let told = try student.probabilities(of: test)
        // What a run's attempts have in common counts once: the gain is a mean over runs.
        var gains: [String: [Double]] = [:]
        for (example, told) in zip(test, told) {
            gains[example.run, default: []].append(
                log(max(1e-12, told[example.outcome])) - log(base[example.outcome]))
        }
        let means = gains.sorted { $0.key < $1.key }.map { $0.value.reduce(0, +) / Double($0.value.count) }
        let mean = means.reduce(0, +) / Double(means.count)
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, means.count - 1))
        // Few runs are held out, so that the normal distribution would say too much.
        let width = StudentDistribution.quantile(0.95, freedom: Double(max(1, means.count - 1)))
        return GuidanceModel.Account(
            attempts: examples.count, runs: Set(examples.map(\.run)).count, heldOut: test.count, from: times.from,
            to: times.to, baseLoss: test.reduce(0) { $0 - log(base[$1.outcome]) } / Double(test.count),
            teacherLoss: try teacher.loss(on: test), studentLoss: try student.loss(on: test), gain: mean,
            gainBound: means.count < 2
                ? -.greatestFiniteMagnitude : mean - width * (variance / Double(means.count)).squareRoot(),
            seed: settings.seed, version: settings.version)
    }
}
