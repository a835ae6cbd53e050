/// A kind of token that its own shape gives away.
struct TokenRule: Sendable {
    let kind: SecretKind
    let confidence: Double
    let pattern: TokenPattern
    /// What else has to hold.
    let check: Check

    /// Tests beyond the shape.
    enum Check: String, Sendable {
        /// Nothing but the common test that the value looks random.
        case none = "-"
        /// The last six signs are a CRC-32 of the ones before, in base 62.
        case base62Sum = "crc"
        /// The part before the first dot is a number in base64.
        case number = "id"
        /// Other parameters of a signed link stand near.
        case link = "link"
        /// No sign is much more frequent than others, as in the base64 of data.
        case even
        /// Runs of one sign belong to the shape, which stands apart from other signs.
        case fixed = "any"
    }

    /// Reads a rule.
    ///
    /// - Parameter line: kind, confidence, check and shape with spaces between; the shape may hold spaces.
    init?(_ line: Substring) {
        let fields = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
        guard fields.count == 4, let confidence = Double(fields[1]), let check = Check(rawValue: String(fields[2])),
            let pattern = TokenPattern(fields[3].drop { $0 == " " })
        else { return nil }
        kind = SecretKind(rawValue: String(fields[0]))
        self.confidence = confidence
        self.check = check
        self.pattern = pattern
    }
}

/// The kinds of tokens known by their shape.
///
/// Sources: the providers' own documentation of their tokens' prefixes, as far as it exists, and the shapes that the
/// rules of Gitleaks and the detectors of TruffleHog agree on.
enum TokenRules {
    /// All rules.
    static let all: [TokenRule] = tables.flatMap { rules(in: $0) }

    /// The tables' texts: a rule a line.
    static let tables = [
        hosting, cloud, models, delivery, messages, money, watching, keys, platforms, business, places,
    ]

    /// Reads a table; lines that are no rule are left out.
    static func rules(in table: String) -> [TokenRule] {
        table.split(separator: "\n").compactMap { TokenRule($0) }
    }
}
