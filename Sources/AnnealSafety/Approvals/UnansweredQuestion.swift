/// Something that was refused because a person would have had to agree, and nobody was there to ask.
public struct UnansweredQuestion: Sendable, Hashable, Codable {
    /// The task that wanted it; `nil` outside of tasks.
    public var task: String?
    /// What kind of thing.
    public var subject: AuditEntry.Subject
    /// The command or path, with marks in the place of secrets.
    public var text: String
    /// The rule that asks.
    public var rule: String
    /// Why, in words.
    public var reason: String
    /// The flags of the command line that would have allowed it, all of them together, such as `--allow network`; empty
    /// where only a person at the terminal can.
    public var flags: [String]

    /// Creates a question.
    public init(
        task: String?, subject: AuditEntry.Subject, text: String, rule: String, reason: String, flags: [String]
    ) {
        self.task = task
        self.subject = subject
        self.text = text
        self.rule = rule
        self.reason = reason
        self.flags = flags
    }
}
