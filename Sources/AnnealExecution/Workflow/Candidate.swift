internal import AnnealContext
internal import AnnealFoundation

/// One answer of the model, merged into the files of its task, and what running it showed.
struct Candidate: Sendable, Hashable {
    /// Counts from 0 in the order of asking.
    var index: Int
    /// The arm that it came from.
    var arm: String
    /// The files' new texts by path.
    var files: [String: String]
    /// The code that the model wrote, for the repair request.
    var code: String
    /// How many answers came to exactly these files.
    var copies = 1
    /// The model's answer that this is with changes which its failures pointed at; `nil` for any other.
    var adapts: Int?
    /// What the static checks found.
    var findings: [String] = []
    /// The task's own tests.
    var outcomes: [TestOutcome] = []
    /// Tests of the same requirements that belong to other tasks.
    var others: [TestOutcome] = []
    /// The shares of its own tests that passed, of those that expect a value and of those that expect an error, on average:
    /// code that raises an error always is not nearly right because most examples are of errors.
    var balance = 0.0
    /// What follows from the specification with some probability, without evidence: see `BadFormChecks`.
    var hints: [TestOutcome] = []
    /// Tests that passed before and do not any more.
    var regressions: [TestOutcome] = []
    /// Whether regressions were looked for.
    var regressionsChecked = false

    /// The task's own tests that passed.
    var passed: Int { outcomes.count { $0.status == .passed } }

    /// The task's own tests that did not pass.
    var failures: [TestOutcome] { outcomes.filter { $0.status == .failed || $0.status == .errored } }

    /// The hints that it does not follow.
    var missedHints: [TestOutcome] { hints.filter { $0.status == .failed || $0.status == .errored } }

    /// The checks that are met, by identifier.
    func met(in tests: [GeneratedFile]) -> Set<String> {
        let passed = (outcomes + others).filter { $0.status == .passed }
        return Set(passed.compactMap { TestRuns.check(ofTest: $0.name, in: tests) })
    }

    /// Whether the static checks found no syntax error, so that the file can at least be loaded.
    var parses: Bool { !findings.contains { $0.contains("SyntaxError") || $0.contains("syntax error") } }

    /// Whether nothing is known against it: static checks are clean, all tests passed, none broke.
    var isComplete: Bool { isSound && missedHints.isEmpty }

    /// Whether nothing is known against it but hints.
    var isSound: Bool { findings.isEmpty && failures.isEmpty && regressions.isEmpty && regressionsChecked }

    /// Whether it is better than another: fewer broken tests, more passed ones of each kind, fewer findings, more hints
    /// followed, the shorter text.
    func isBetter(than other: Candidate) -> Bool {
        if regressions.count != other.regressions.count { return regressions.count < other.regressions.count }
        let mine = (balance, passed, -findings.count, -missedHints.count, -length)
        let theirs = (
            other.balance, other.passed, -other.findings.count, -other.missedHints.count, -other.length
        )
        return mine > theirs
    }

    private var length: Int { files.values.reduce(0) { $0 + $1.utf8.count } }

    /// What the event `item.check` tells of it; `files` are those that it writes, and `failure` is what the first fault says,
    /// shortened.
    var told: [String: JSONValue] {
        var data: [String: JSONValue] = [
            "candidate": .int(index), "arm": .string(arm), "passed": .int(passed), "failed": .int(failures.count),
            "findings": .int(findings.count), "regressions": .int(regressions.count),
        ]
        if !files.isEmpty { data["files"] = .array(files.keys.sorted().map { .string($0) }) }
        let first = (failures + regressions).first.map { $0.detail.isEmpty ? $0.name : $0.detail }
        data["failure"] = (findings.first ?? first).map { .string(String($0.prefix(400))) }
        return data
    }
}
