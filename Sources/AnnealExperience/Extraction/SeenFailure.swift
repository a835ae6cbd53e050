internal import AnnealEvents
internal import AnnealFoundation

/// A failure with its kind and its identity.
struct SeenFailure: Hashable {
    /// What kind.
    var kind: FailureKind
    /// The same for the same failure in every run: see `FailureSignature`.
    var signature: String
    /// What it says, shortened.
    var quote: String

    /// Reads what a tool or a test printed.
    init(_ text: String) {
        kind = FailureKind(text: text)
        // An example that fails is the same failure whatever value came instead.
        let identity = ShownDifference(text).map { "\($0.call)|\($0.expected)" }
        signature =
            (identity == nil ? FailureSignature(output: text)?.id : nil)
            ?? String(ContentDigest(of: identity ?? text).hex.prefix(16))
        quote = String(text.prefix(400))
    }
}

/// What a test made from an example tells: the call, what was expected, what came.
struct ShownDifference {
    var call: String
    var expected: String

    init?(_ text: String) {
        guard let before = text.firstRange(of: "\nexpected: "),
            let after = text[before.upperBound...].firstRange(of: "\nactual: ")
        else { return nil }
        call = String(text[..<before.lowerBound])
        expected = String(text[before.upperBound..<after.lowerBound])
    }

    /// Whether an error was expected and none came.
    var expectsError: Bool { expected.contains("to be raised") || expected.contains("to be thrown") }
}
