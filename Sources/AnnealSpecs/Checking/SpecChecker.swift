/// Finds what is missing, vague or contradictory in a specification, without a model.
///
/// Rules are values: leave some out, or add others.
public struct SpecChecker: Sendable {
    /// The rules, each looked at on its own.
    public var rules: [any SpecRule]

    /// Creates a checker.
    ///
    /// - Parameter rules: the rules; all that there are when not given.
    public init(rules: [any SpecRule] = SpecChecker.allRules) { self.rules = rules }

    /// Every rule that comes with Anneal.
    public static let allRules: [any SpecRule] = [
        MissingCriterionRule(), UncheckableCriterionRule(), VagueWordRule(), ConflictingExampleRule(),
        ConflictingSignatureRule(), ConflictingNumberRule(), MisspeltNameRule(), DuplicateIdentifierRule(),
        SkippedIdentifierRule(), OpenQuestionRule(), DanglingReferenceRule(),
    ]

    /// Checks a document.
    ///
    /// - Parameter document: the specification.
    /// - Returns: findings in the order of the document.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        rules.flatMap { $0.findings(in: document) }.sorted {
            ($0.location, $0.rule, $0.message) < ($1.location, $1.rule, $1.message)
        }
    }
}

/// One kind of fault.
public protocol SpecRule: Sendable {
    /// The rule's name in lower case with dashes.
    var name: String { get }
    /// The faults of this kind in a document.
    func findings(in document: SpecDocument) -> [SpecFinding]
}
