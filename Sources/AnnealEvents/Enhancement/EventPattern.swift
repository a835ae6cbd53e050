internal import AnnealFoundation

/// What an event says without what is variable in it, so that it is the same whenever it says that again.
public struct EventPattern: Sendable, Hashable, Codable {
    /// How the identity is made.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Of the messages and frames of a failure; see `FailureSignature`.
        case failure
        /// Of the text with `<*>` for what is variable; see `MaskedLine`.
        case template
    }

    /// How the identity is made.
    public var kind: Kind
    /// 16 hexadecimal digits, the same in every run, on every machine.
    public var id: String
    /// The text with `<*>` for what is variable.
    public var text: String
    /// How many events before had it, as far as events were looked at.
    public var seenBefore = 0

    /// Members of `data` that hold a text, that of a failure first.
    private static let texts = ["failure", "message", "text", "reason"]

    /// Reads the pattern of an event; `nil` for one without a text.
    init?(_ event: CloudEvent) {
        guard let text = Self.text(of: event) else { return nil }
        let isFailure = EventOutcome(event)?.failed ?? (event.severity >= .warning)
        if isFailure, let signature = FailureSignature(output: text) {
            kind = .failure
            id = signature.id
            self.text = (signature.messages + signature.frames).joined(separator: "; ")
            return
        }
        let line = text.split(separator: "\n").first.map { MaskedLine.text(String($0.prefix(500))) } ?? ""
        guard !line.isEmpty else { return nil }
        kind = .template
        id = LogTemplate.identity(of: line)
        self.text = line
    }

    /// What the event says in words.
    static func text(of event: CloudEvent) -> String? {
        for name in texts {
            if let text = event.data[name]?.stringValue, !text.isEmpty { return text }
        }
        let notes = event.data["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return notes.isEmpty ? nil : notes.joined(separator: "\n")
    }
}

/// How often patterns were seen; of too many the rare ones are forgotten.
struct PatternCounts: Sendable {
    static let limit = 20_000
    private var counts: [String: Int] = [:]

    func count(of pattern: EventPattern) -> Int { counts[pattern.id] ?? 0 }

    mutating func add(_ pattern: EventPattern) {
        if counts[pattern.id] == nil { counts.makeRoom(limit: Self.limit) { $0 } }
        counts[pattern.id, default: 0] += 1
    }
}
