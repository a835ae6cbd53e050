/// What a child process may see of an environment, and what was left out.
public struct FilteredEnvironment: Sendable, Hashable {
    /// A variable that was left out.
    public struct Omission: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Why.
        public var reason: Reason
    }

    /// Why a variable was left out.
    public enum Reason: Sendable, Hashable, CustomStringConvertible {
        /// Nobody has permitted it.
        case notPermitted
        /// Its name says that the value opens something.
        case secretName
        /// Its value looks like a secret of this kind.
        case secretValue(SecretKind)

        /// The reason in words.
        public var description: String {
            switch self {
            case .notPermitted: "not on the list of permitted names"
            case .secretName: "the name says that the value is a secret"
            case .secretValue(let kind): "the value looks like a secret (\(kind))"
            }
        }
    }

    /// The variables that are passed on.
    public var variables: [String: String]
    /// What was left out, ordered by name.
    public var omissions: [Omission]
}
