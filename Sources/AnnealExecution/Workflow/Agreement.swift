internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSafety
internal import AnnealSpecs

/// Compares candidates that pass every check by what they do on other inputs.
///
/// An output that is a fault of the code itself (a name or a member that does not exist, an accident: see `Accidents`)
/// agrees with nothing.
///
/// The examples leave room for answers that are right on them and wrong elsewhere. Among independent answers the wrong
/// ones are wrong in different ways, so the one that agrees most often with the others is chosen. Source: B. Chen and
/// others, "CodeT: Code Generation with Generated Tests", ICLR 2023; F. Shi and others, EMNLP 2022.
struct Agreement: Sendable {
    /// Runs the candidates.
    var judge: CandidateJudge
    /// The checks whose calls are varied.
    var checks: [Check]
    /// Calls that the model suggests, with what it expects of them.
    var suggested: [Check] = []
    /// The requirements of the task.
    var requirement: RequirementID
    /// Where names are defined.
    var symbols: SymbolIndex
    /// The language of the task's files.
    var language: any Language
    /// Makes the choice of inputs repeatable.
    var seed: UInt64

    /// The files that the candidates write.
    var files: Set<String> = []
    /// Whether the calls' arguments are made up.
    var isMadeUp = false
    /// Whether they may be of a kind that the code does not take, so that a call may fail because of them.
    var isGuessed = false
    /// Types of the project.
    var types: Set<String> = []
    /// Whether the text says nothing of errors, so that a call like those of the examples should not end in one.
    var mindsAccidents = false
    /// When there is no time for a comparison any more.
    var deadline: ContinuousClock.Instant?

    /// What the calls of one candidate may take: varied inputs can send code into an endless loop.
    private static let limit = Duration.seconds(8)
    /// What all candidates together may take; those that are left then are not compared.
    private static let patience = Duration.seconds(30)

    /// The candidate that was chosen.
    struct Choice {
        /// Its position among those compared.
        var index: Int
        /// The share of its outputs that the others agree with.
        var share: Double
        /// Calls that ended in a fault of its own code.
        var faults: [TestOutcome]
        /// A call on which many others do not agree.
        var dispute: Dispute?
        /// A call that ended by accident, and the kind of error.
        var accident: Accidents.Told?
    }

    /// A call that answers which pass every check do not agree on.
    struct Dispute: Hashable {
        /// The call.
        var call: String
        /// What it gives with the chosen answer, and with most of the others.
        var outputs: [String]
    }

    /// A value that no function returns.
    static let unexpected = "\"anneal: what does this give?\""

    /// Orders candidates by how often they agree with the others.
    ///
    /// - Parameter candidates: candidates that pass every check; the earlier wins a tie.
    /// - Returns: the best one; `nil` when nothing could be compared.
    /// - Throws: `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    func best(of candidates: [Candidate]) async throws -> Choice? {
        guard !candidates.isEmpty, language.tellsValues, let probe else { return nil }
        var outputs: [[String: String]] = []
        var faults: [[TestOutcome]] = []
        var all: [[TestOutcome]] = []
        var runs = judge.runs
        runs.limits.time = min(runs.limits.time, Self.limit)
        let end = min(deadline ?? .now + Self.patience, .now + Self.patience)
        for candidate in candidates {
            // Two are the least that can be compared.
            if outputs.count >= 2, ContinuousClock.now > end { break }
            try judge.install(candidate)
            try WorkspaceFiles.write(probe.text, to: probe.path, in: judge.runs.root)
            defer { try? WorkspaceFiles.remove(probe.path, in: judge.runs.root) }
            let outcomes = try await runs.run(paths: [probe.path], includingSkipped: true).flatMap(\.outcomes)
            all.append(outcomes)
            faults.append(outcomes.filter(isFault))
            outputs.append(
                Dictionary(
                    outcomes.map { ($0.name, isFault($0) ? Self.fault : Self.output($0)) },
                    uniquingKeysWith: { first, _ in first }))
        }
        let accidents =
            mindsAccidents
            ? Accidents(
                all, of: files, calls: calls(of: all, in: probe), examples: checks.map(\.example.call))
            : nil
        for (index, own) in (accidents?.byCandidate ?? []).enumerated() {
            faults[index] += own
            for outcome in own { outputs[index][outcome.name] = Self.fault }
        }
        let copies = candidates.map(\.copies)
        let scores = Self.scores(outputs, copies: copies)
        // At a tie the one with fewer faults, then that which came back from more calls, then the earlier one.
        let ranks = scores.indices.map { (scores[$0], -faults[$0].count, outputs[$0].count, -$0) }
        guard let best = ranks.indices.max(by: { ranks[$0] < ranks[$1] }) else { return nil }
        let dispute = Self.dispute(of: best, outputs, copies: copies)
        return Choice(
            index: best, share: scores[best], faults: faults[best],
            dispute: dispute.flatMap { name, outputs in
                call(ofTest: name, in: probe).map { example in
                    Dispute(call: example.call, outputs: outputs.map { Self.told($0, of: example) })
                }
            }, accident: accidents?.told(of: best))
    }

    /// The calls that the tests of a probe make, by test.
    private func calls(of outcomes: [[TestOutcome]], in probe: GeneratedFile) -> [String: String] {
        let byID = Dictionary(probes.map { ($0.id, $0.example.call) }, uniquingKeysWith: { first, _ in first })
        let names = Set(outcomes.joined().map(\.name))
        let pairs = names.compactMap { name in
            TestRuns.check(ofTest: name, in: [probe]).flatMap { byID[$0] }.map { (name, $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The test in which most answers agree on something else than the chosen one, and both outputs.
    static func dispute(
        of chosen: Int, _ outputs: [[String: String]], copies: [Int]
    ) -> (name: String, outputs: [String])? {
        var found: (name: String, outputs: [String], votes: Int)?
        for (name, own) in outputs[chosen].sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
            var votes: [String: Int] = [:]
            for index in outputs.indices {
                guard let output = outputs[index][name], output != own, output != fault else { continue }
                votes[output, default: 0] += copies.indices.contains(index) ? copies[index] : 1
            }
            guard let most = votes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value > found?.votes ?? 0
            else { continue }
            found = (name, [own, most.key], most.value)
        }
        return found.map { ($0.name, $0.outputs) }
    }

    /// The call that a test of the probe makes.
    private func call(ofTest name: String, in probe: GeneratedFile) -> Example? {
        guard let id = TestRuns.check(ofTest: name, in: [probe]) else { return nil }
        return probes.first { $0.id == id }?.example
    }

    /// An output for a person: the value or the kind of error.
    static func told(_ output: String, of example: Example) -> String {
        if output == asExpected {
            switch example.expectation {
            case .value(let value): return value
            case .error(let type, _): return type ?? "an error"
            case .output: return output
            }
        }
        return output.hasPrefix("actual:") ? String(output.dropFirst(7).drop(while: \.isWhitespace)) : output
    }

    /// For each candidate, the mean share of the other answers that give the same output. An answer that came several
    /// times counts as often; what the model expected of a call is one more vote.
    ///
    /// - Parameters:
    ///   - outputs: each candidate's outputs by call.
    ///   - copies: how often each came; once where there is none.
    /// - Returns: the shares, 0 to about 1; a call that gives what the model expected adds to them.
    static func scores(_ outputs: [[String: String]], copies: [Int] = []) -> [Double] {
        let names = Set(outputs.flatMap(\.keys))
        let weights = outputs.indices.map { copies.indices.contains($0) ? copies[$0] : 1 }
        let others = weights.reduce(0, +) - 1
        return outputs.indices.map { index in
            guard others > 0, !names.isEmpty else { return 0 }
            let agreeing = names.reduce(0) { sum, name in
                guard let output = outputs[index][name], output != fault else { return sum }
                let expected = output == asExpected ? 1 : 0
                let same = outputs.indices.filter { outputs[$0][name] == output }.map { weights[$0] }.reduce(0, +)
                return sum + expected + same - 1
            }
            return Double(agreeing) / Double(names.count * others)
        }
    }

    /// The calls that the answers are compared on.
    private var probes: [Check] {
        let examples = checks.filter { check in
            if case .output = check.example.expectation { return false }
            return check.example.setup.isEmpty
        }
        let varied = (examples.isEmpty ? suggested.filter(\.example.setup.isEmpty) : examples)
        let calls = InputVariations.of(varied.map(\.example.call), limit: 40, seed: seed)
        var probes = suggested
        for (number, call) in calls.enumerated() {
            guard let first = varied.first else { break }
            probes.append(
                Check(
                    id: "probe#\(number)", criterion: first.criterion,
                    example: Example(
                        call: call, expectation: .value(Self.unexpected), source: call,
                        location: first.example.location)))
        }
        return probes
    }

    /// A test file whose tests tell what the calls give: by failing, or by passing where the model was right.
    private var probe: GeneratedFile? {
        let probes = probes
        guard !probes.isEmpty else { return nil }
        return language.testFile(
            for: probes, requirement: RequirementID("\(requirement)_probe"), project: judge.runs.project,
            symbols: symbols, skipping: [:])
    }

    private static let asExpected = "as expected"
    static let fault = "a fault of the code"

    private static let faultKinds: Set<String> = [
        "AttributeError", "NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError", "TypeError",
        "ReferenceError", "SyntaxError", "RecursionError", "RangeError",
    ]

    /// Whether a call ended because the code itself is wrong, and not because of what it was given: the error is of a
    /// kind that says so, and came from one of the task's files.
    static func isFault(_ outcome: TestOutcome, of files: Set<String>) -> Bool {
        guard outcome.status == .failed || outcome.status == .errored else { return false }
        let lines = outcome.detail.split(separator: "\n")
        guard let kind = lines.first?.prefix(while: { $0.isLetter }), faultKinds.contains(String(kind)) else {
            return false
        }
        return lines.dropFirst().contains { line in
            line.hasPrefix("at ") && files.contains(String(line.dropFirst(3).prefix { $0 != ":" }))
        }
    }

    private func isFault(_ outcome: TestOutcome) -> Bool {
        Self.isFault(outcome, of: files) && (!isGuessed || Self.isCertain(outcome, types: types))
    }

    /// Whether a fault lies in the code whatever it was given: a name that is not there, a member that a type of the
    /// project does not have, a call of one with other arguments than it takes.
    static func isCertain(_ outcome: TestOutcome, types: Set<String>) -> Bool {
        let line = outcome.detail.prefix { $0 != "\n" }
        let kind = line.prefix { $0.isLetter }
        if ["NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError"].contains(kind) { return true }
        if kind == "AttributeError" {
            if line.contains("module '") { return true }
            return types.contains { line.contains("'\($0)' object") || line.contains("object '\($0)'") }
        }
        return kind == "TypeError" && types.contains { line.contains("\($0).") && line.contains("argument") }
    }

    /// What a call gave: the value, or the kind of error.
    static func output(_ outcome: TestOutcome) -> String {
        if outcome.status == .passed { return asExpected }
        let lines = outcome.detail.split(separator: "\n")
        // Where an object has no form of its own, its address is told, which differs from run to run.
        if let actual = lines.first(where: { $0.hasPrefix("actual:") }) {
            return String(actual.replacing(/0x[0-9a-f]+/, with: ""))
        }
        return String(lines.first?.prefix { $0 != ":" && $0 != "(" } ?? "")
    }
}
