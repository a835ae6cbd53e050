public import Foundation

/// One thing that the guard judged.
public struct AuditEntry: Sendable, Hashable, Codable {
    /// What was judged.
    public enum Subject: String, Sendable, Hashable, Codable, CaseIterable {
        case command, write, network, prompt, answer, policy
    }

    /// Who decided in the end.
    public enum Decider: String, Sendable, Hashable, Codable, CaseIterable {
        /// The rules alone.
        case policy
        /// A person at the terminal, or an answer that a person gave before for this run or project.
        case person
        /// Nobody was there to ask.
        case absence
        /// A person turned the guard off for this.
        case override
    }

    /// When.
    public var time: Date
    /// The run; `nil` outside of runs.
    public var run: String?
    /// Its task.
    public var task: String?
    /// What was judged.
    public var subject: Subject
    /// The command, path or address, or the model's name; secrets are replaced before they get here.
    public var text: String
    /// What happened.
    public var verdict: GuardVerdict
    /// The rule that led to it.
    public var rule: String
    /// Why, in words.
    public var reason: String
    /// Who decided.
    public var decider: Decider
    /// For a prompt or an answer: what it was, without its text.
    public var exchange: AuditExchange?

    /// Creates an entry.
    public init(
        time: Date, run: String? = nil, task: String? = nil, subject: Subject, text: String, verdict: GuardVerdict,
        rule: String, reason: String, decider: Decider = .policy, exchange: AuditExchange? = nil
    ) {
        // Whole milliseconds: what is read back is what was written.
        self.time = Date(timeIntervalSince1970: (time.timeIntervalSince1970 * 1000).rounded() / 1000)
        self.run = run
        self.task = task
        self.subject = subject
        self.text = text
        self.verdict = verdict
        self.rule = rule
        self.reason = reason
        self.decider = decider
        self.exchange = exchange
    }
}
