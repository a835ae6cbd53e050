/// What kind of failure a tool or a test told of: a word that says nothing of the project, so that kinds can be compared
/// between projects and leave the machine.
public enum FailureKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The code cannot be parsed.
    case syntax
    /// Something that is imported is not there.
    case missingImport = "import"
    /// A name is not defined.
    case name
    /// A member is not there.
    case attribute
    /// A value has another type than is needed, or a call has wrong arguments.
    case type
    /// A value is refused that should be taken.
    case refusedValue = "refused-value"
    /// An index or a key is not there.
    case lookup
    /// A result is not the expected one.
    case wrongValue = "wrong-value"
    /// An error was expected and another one came, or one with another text.
    case wrongError = "wrong-error"
    /// An error was expected and none came.
    case missingError = "missing-error"
    /// It takes too long or never ends.
    case timeout
    /// A call never comes back from calling itself.
    case recursion
    /// The process died.
    case crash
    /// A file or another resource cannot be used.
    case resource = "io"
    /// A test that passed before does not any more.
    case regression
    /// None of these.
    case other

    /// The kind of a failure by what it says. Rules in this order; the first that fits decides.
    ///
    /// - Parameter text: what a tool or a test printed.
    public init(text: String) {
        // Values that are shown may hold any word.
        if let shown = ShownDifference(text) {
            self = shown.expectsError ? .missingError : .wrongValue
            return
        }
        let lower = text.lowercased()
        self = Self.rules.first { _, words in words.contains { lower.contains($0) } }?.kind ?? .other
    }

    /// Words of compilers, runtimes and test runners (Python, JavaScript, Swift, Go, Rust, C), in lower case.
    private static let rules: [(kind: FailureKind, words: [String])] = [
        (
            .syntax,
            ["syntaxerror", "syntax error", "indentationerror", "taberror", "expected expression", "parse error"]
        ),
        (
            .timeout,
            ["still running after", "timed out", "timeouterror", "timeout", "endless loop", "deadline exceeded"]
        ),
        (.recursion, ["recursionerror", "maximum call stack", "stack overflow"]),
        (
            .missingImport,
            ["modulenotfounderror", "importerror", "cannot find module", "no such module", "unresolved import"]
        ),
        (
            .missingError,
            ["did not raise", "did not throw", "missing expected exception", "missing expected rejection"]
        ),
        (.wrongError, ["regex pattern did not match", "raised instead", "the error's text", "wrong error"]),
        (
            .wrongValue,
            ["assertionerror", "err_assertion", "assertion failed", "expectation failed", "xctassert", "assert "]
        ),
        (
            .name,
            ["nameerror", "unboundlocalerror", "is not defined", "cannot find '", "undefined:", "use of undeclared"]
        ),
        (.attribute, ["attributeerror", "has no member", "is not a function", "has no field", "no method"]),
        (.lookup, ["indexerror", "keyerror", "out of range", "index out of bounds"]),
        (.type, ["typeerror", "cannot convert", "mismatched types", "type mismatch"]),
        (.refusedValue, ["valueerror", "rangeerror", "invalid literal"]),
        (.resource, ["oserror", "filenotfounderror", "permissionerror", "enoent", "no such file", "ioerror"]),
        (.crash, ["segmentation fault", "core dumped", "signal 11", "fatal error", "panicked", "aborted", "killed"]),
    ]
}
