internal import Foundation

/// Makes a short record of the steps of a long tool loop: the task with its criteria as they are, what was decided, what
/// was tried with its outcome, what was looked at, and what is open.
///
/// Nothing is reworded: sentences and lines are quoted, cut at most. Steps are folded in one at a time, oldest first, and
/// the record is brought within a limit by dropping what is oldest and told elsewhere, never the task.
public struct TranscriptCompactor: Sendable, Hashable {
    /// A decision in the model's words.
    struct Quote: Sendable, Hashable {
        var step: Int
        var text: String
    }

    /// Something that was tried.
    struct Trial: Sendable, Hashable {
        var step: Int
        var subject: String
        var outcome: String
        /// Lines of its output that tell of errors.
        var quotes: [String]
        var succeeded: Bool
        var kind: TranscriptStep.Call.Kind
        var changed: [String]
    }

    /// The task, word for word; empty where it stands elsewhere in the conversation.
    public let task: String
    /// The criteria, word for word.
    public let criteria: [String]
    /// How many steps were folded in.
    public private(set) var stepCount = 0
    private(set) var decisions: [Quote] = []
    private(set) var trials: [Trial] = []
    /// Outcome by what was looked at, the latest last.
    private(set) var looks: [(subject: String, outcome: String)] = []
    /// What the last checks said.
    private(set) var lastCheck: Trial?

    /// Begins a record.
    ///
    /// - Parameters:
    ///   - task: the task as it was given.
    ///   - criteria: what has to hold in the end.
    public init(task: String = "", criteria: [String] = []) {
        self.task = task
        self.criteria = criteria
    }

    /// Whether nothing was folded in.
    public var isEmpty: Bool { stepCount == 0 }

    /// Folds a step in.
    ///
    /// - Parameters:
    ///   - step: follows those that were folded in before.
    ///   - root: the project's folder, which is left out of quoted lines.
    public mutating func fold(_ step: TranscriptStep, root: String? = nil) {
        stepCount += 1
        for sentence in DecisionSentences.find(in: step.text) where !decisions.contains(where: { $0.text == sentence })
        {
            decisions.append(Quote(step: stepCount, text: sentence))
        }
        for call in step.calls {
            if call.kind == .look, call.succeeded {
                looks.removeAll { $0.subject == call.subject }
                looks.append((call.subject, call.outcome))
                continue
            }
            let trial = Trial(
                step: stepCount, subject: call.subject, outcome: call.outcome,
                quotes: call.succeeded ? [] : ErrorQuotes.find(in: call.result, root: root), succeeded: call.succeeded,
                kind: call.kind, changed: call.changed)
            if call.kind == .check { lastCheck = trial }
            trials.append(trial)
        }
    }

    /// What is open: what failed and did not succeed since, and at the end the last checks when they failed.
    var open: [Trial] {
        var open: [Trial] = []
        for (index, trial) in trials.enumerated() where !trial.succeeded && trial.kind != .check {
            let isMended = trials[(index + 1)...].contains { later in
                later.succeeded
                    && (later.subject == trial.subject || (trial.kind == .change && later.kind == .change))
            }
            if !isMended, !open.contains(where: { $0.subject == trial.subject }) { open.append(trial) }
        }
        if let lastCheck, !lastCheck.succeeded { open.append(lastCheck) }
        return open
    }

    /// The record as text.
    ///
    /// - Parameter limit: bytes; the task, the criteria and what the last checks said stay also where they are longer.
    /// - Returns: sections in the order of their weight.
    public func text(limit: Int = 6000) -> String {
        // Each halving keeps what is newest; what is open outlives all else.
        for kept in [Int.max, 60, 30, 15, 8, 4, 2, 1] {
            let text = written(kept: kept)
            if text.utf8.count <= limit { return text }
        }
        return written(kept: 0)
    }

    private func written(kept: Int) -> String {
        var sections: [String] = []
        if !task.isEmpty { sections.append("Task:\n\(task)") }
        if !criteria.isEmpty {
            sections.append("It has to hold:\n" + criteria.map { "- \($0)" }.joined(separator: "\n"))
        }
        func section(_ heading: String, _ entries: [String], most: Int) {
            guard !entries.isEmpty, most > 0 else { return }
            let left = entries.count - min(entries.count, most)
            let note = left > 0 ? ["- [\(left) earlier ones left out]"] : []
            sections.append(([heading] + note + entries.suffix(most)).joined(separator: "\n"))
        }
        section("Decided:", decisions.map { "- step \($0.step): \"\($0.text)\"" }, most: kept)
        section("Tried:", attempts(quoting: kept > 8), most: kept)
        section("Looked at:", looks.map { "- \(Self.line($0.subject, $0.outcome))" }, most: kept)
        section("Open:", open.map { Self.entry($0, quoting: true) }, most: max(kept, 3))
        return sections.joined(separator: "\n")
    }

    /// The trials, those that came again and again with the same outcome once.
    private func attempts(quoting: Bool) -> [String] {
        var entries: [(trial: Trial, times: Int)] = []
        for trial in trials {
            if let index = entries.firstIndex(where: {
                $0.trial.subject == trial.subject && $0.trial.outcome == trial.outcome
                    && $0.trial.quotes == trial.quotes
            }) {
                let times = entries.remove(at: index).times
                entries.append((trial, times + 1))
            } else {
                entries.append((trial, 1))
            }
        }
        return entries.map { entry in
            let text = Self.entry(entry.trial, quoting: quoting)
            guard entry.times > 1 else { return text }
            return text.replacing("- step ", with: "- \(entry.times) times, last in step ", maxReplacements: 1)
        }
    }

    private static func entry(_ trial: Trial, quoting: Bool) -> String {
        let quotes = quoting ? trial.quotes.map { "\n    > \($0)" }.joined() : ""
        return "- step \(trial.step): \(line(trial.subject, trial.outcome))\(quotes)"
    }

    private static func line(_ subject: String, _ outcome: String) -> String {
        outcome.hasPrefix(subject) ? outcome : "\(subject): \(outcome)"
    }

    /// Two records are the same when they tell the same.
    public static func == (first: Self, second: Self) -> Bool { first.text(limit: .max) == second.text(limit: .max) }

    /// Hashes what the record tells.
    public func hash(into hasher: inout Hasher) { hasher.combine(text(limit: .max)) }
}
