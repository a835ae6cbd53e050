/// What the guard says to a command, a file or a text. The strictest of several counts.
public enum GuardVerdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// It may happen.
    case allow
    /// A person has to agree.
    case ask
    /// It does not happen.
    case deny

    private var strictness: Int {
        switch self {
        case .allow: 0
        case .ask: 1
        case .deny: 2
        }
    }

    /// Whether one is laxer than the other.
    public static func < (one: GuardVerdict, other: GuardVerdict) -> Bool { one.strictness < other.strictness }
}
