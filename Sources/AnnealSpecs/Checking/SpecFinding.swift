public import AnnealFoundation

/// Something in a specification that will make work harder or its result doubtful.
public struct SpecFinding: Sendable, Hashable, Codable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
        /// Worth knowing.
        case note
        /// Likely to lead to something that was not meant.
        case warning
        /// Work on it cannot end well.
        case error

        /// Orders from note to error.
        public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// The rule's name, such as `vague-word`.
    public var rule: String
    /// How bad it is.
    public var severity: Severity
    /// Where it stands.
    public var location: SourceLocation
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var remedy: String

    /// Creates a finding.
    public init(rule: String, severity: Severity, location: SourceLocation, message: String, remedy: String) {
        self.rule = rule
        self.severity = severity
        self.location = location
        self.message = message
        self.remedy = remedy
    }
}
