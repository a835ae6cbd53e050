internal import AnnealContext

/// Tells when further answers to a task are not worth their tokens.
///
/// Of tasks that three rounds in a row brought no further, few are solved by the rounds that follow. Where most answers do
/// the same and the checks refuse it, the model reads the task that way, and will again; the examples may contradict the
/// text, which is for a person to see.
struct Standstill {
    /// Why the work ends.
    struct Reason: Hashable {
        /// In words for the report.
        var text: String
        /// Whether a second try would not help either.
        var isFinal: Bool
    }

    /// Answers of which most must be alike.
    private static let enough = 8
    /// The part of the answers that must be alike.
    private static let most = 0.7

    /// Rounds without progress that are borne.
    var patience: Int
    private var rounds = 0
    private var reached: (balance: Double, passed: Int)?

    init(patience: Int) { self.patience = patience }

    /// Takes note of a step.
    ///
    /// - Parameters:
    ///   - step: the step that was taken.
    ///   - best: the best candidate.
    ///   - candidates: all candidates.
    /// - Returns: why to end; `nil` to go on.
    mutating func reason(after step: Workflow.Step, best: Candidate?, candidates: [Candidate]) -> Reason? {
        guard let best, !best.isSound, !best.outcomes.isEmpty else { return nil }
        if let reached, (best.balance, best.passed) <= reached {
            // Small changes go with the round before them.
            if step.samplesBatch { rounds += 1 }
        } else {
            rounds = 0
        }
        reached = (best.balance, best.passed)
        if let alike = Self.alike(candidates) {
            return Reason(
                text: "most answers agree, and not with the specification's examples: \(alike); "
                    + "this model reads the text so; perhaps it does not say what it means, or an example is wrong",
                isFinal: true)
        }
        guard rounds >= patience else { return nil }
        return Reason(text: "\(rounds) rounds in a row brought no better answer", isFinal: false)
    }

    /// A call with its right result that an answer gets wrong; `nil` where nothing fails with a value.
    static func misread(by best: Candidate?) -> String? {
        guard let failure = best?.failures.first(where: { $0.detail.contains("actual:") }) else { return nil }
        let lines = failure.detail.split(separator: "\n")
        guard let call = lines.first, let expected = lines.first(where: { $0.hasPrefix("expected:") }) else {
            return nil
        }
        return "`\(call)` gives `\(expected.dropFirst(9).drop { $0 == " " })`"
    }

    /// A failure that most answers have in common, with all the others.
    private static func alike(_ candidates: [Candidate]) -> String? {
        let asked = candidates.filter { $0.arm != WorkflowSession.mutation && !$0.outcomes.isEmpty }
        let answers = asked.reduce(0) { $0 + $1.copies }
        guard answers >= enough else { return nil }
        let groups = Dictionary(grouping: asked) { $0.failures.map { $0.name + $0.detail }.sorted() }
        guard let largest = groups.values.max(by: { $0.votes < $1.votes }), let failure = largest.first?.failures.first,
            Double(largest.votes) >= most * Double(answers)
        else { return nil }
        // Code that does not come to a value has no reading of the task.
        guard failure.detail.contains("actual:") else { return nil }
        return failure.detail.split(separator: "\n").prefix(3).joined(separator: ", ")
    }
}

extension [Candidate] {
    /// Answers that came to them.
    fileprivate var votes: Int { reduce(0) { $0 + $1.copies } }
}
