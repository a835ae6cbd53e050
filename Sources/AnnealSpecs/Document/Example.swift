public import AnnealFoundation

/// An example from which a test can be made without a model.
///
/// Expressions and values are in the syntax of the specification's programming language, as written there.
public struct Example: Sendable, Hashable, Codable {
    /// What is expected.
    public enum Expectation: Sendable, Hashable, Codable {
        /// The call's value equals that of this expression.
        case value(String)
        /// The call raises an error: its type's name, and the exact text or a part of it when they are given.
        case error(type: String?, message: String?)
        /// The command prints this and ends with this status; `nil` is not checked.
        case output(standardOutput: String?, standardError: String?, status: Int?)
    }

    /// Statements that come before the call, one a line; often empty.
    public var setup: [String]
    /// The expression (`parse_time("07:30")`) or, when `output` is expected, the command line.
    public var call: String
    /// What is expected of it.
    public var expectation: Expectation
    /// The text that the example was read from.
    public var source: String
    /// Where it stands.
    public var location: SourceLocation

    /// Creates an example.
    public init(
        setup: [String] = [], call: String, expectation: Expectation, source: String, location: SourceLocation
    ) {
        self.setup = setup
        self.call = call
        self.expectation = expectation
        self.source = source
        self.location = location
    }
}

/// Something that the specification names and that others can use.
public struct Interface: Sendable, Hashable, Codable {
    /// What kind of thing.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A file, by path.
        case file
        /// A package or module, by name.
        case module
        /// A function or method.
        case function
        /// A class, struct or other type.
        case type
        /// A command line.
        case command
        /// An HTTP route: `GET /users/:id`.
        case route
    }

    /// What kind of thing.
    public var kind: Kind
    /// Its name or path: `clock.py`, `parse_time`, `Menu`, `python -m canteen`. Without a module's prefix.
    public var name: String
    /// The module or type in front of the name as the text writes it (`menu` in `menu.read_menu`), if any.
    public var qualifier: String?
    /// The whole signature when the text gives one: `parse_time(text: str) -> tuple`.
    public var signature: String?
    /// Where it stands.
    public var location: SourceLocation

    /// Creates an interface.
    public init(
        kind: Kind, name: String, qualifier: String? = nil, signature: String? = nil, location: SourceLocation
    ) {
        self.kind = kind
        self.name = name
        self.qualifier = qualifier
        self.signature = signature
        self.location = location
    }
}
