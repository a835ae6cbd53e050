/// Advice from experience for one task.
public struct ExperienceGuidance: Sendable, Hashable, Codable {
    /// One piece of advice.
    public struct Item: Sendable, Hashable, Codable {
        /// What kind of advice.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// What went well before.
            case recommendation
            /// What went wrong before.
            case risk
            /// What made it cheaper before.
            case suggestion
        }

        /// What kind of advice.
        public var kind: Kind
        /// In a sentence without a full stop.
        public var text: String
        /// How far it can be relied on, in (0, 1).
        public var confidence: Double
        /// The records and lessons that it rests on.
        public var sources: [String]
        /// The kind of failure that it warns of.
        public var failure: FailureKind?

        /// Creates a piece of advice.
        public init(
            kind: Kind, text: String, confidence: Double, sources: [String], failure: FailureKind? = nil
        ) {
            self.kind = kind
            self.text = text
            self.confidence = confidence
            self.sources = sources
            self.failure = failure
        }
    }

    /// The advice, the most reliable first.
    public var items: [Item]

    /// Creates guidance.
    public init(items: [Item] = []) { self.items = items }

    /// The section of a prompt, marked as what it is; `nil` without advice.
    ///
    /// - Parameter tokens: the most that it may take, at four bytes a token. Advice that does not fit is left out.
    /// - Returns: the section.
    public func section(tokens: Int) -> String? {
        var text = "# Experience of earlier runs (may not apply here; the specification decides)\n"
        var isEmpty = true
        for item in items {
            let line = "- \(item.kind.rawValue) (confidence \(Self.rounded(item.confidence))): \(item.text)\n"
            guard text.utf8.count + line.utf8.count <= 4 * tokens else { continue }
            text += line
            isEmpty = false
        }
        return isEmpty ? nil : text
    }

    private static func rounded(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "0.\(hundredths < 10 ? "0" : "")\(min(99, hundredths))"
    }
}
