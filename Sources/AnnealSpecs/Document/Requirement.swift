public import AnnealFoundation

/// One thing that the software has to do.
public struct Requirement: Sendable, Hashable, Codable {
    /// The identifier as the author wrote it (`R1`, `FR-001`, `2` for Kiro's `Requirement 2`), or one made from the
    /// heading when there is none.
    public var id: RequirementID
    /// A digest of the normalised text: the same requirement keeps it under edits elsewhere in the document.
    public var fingerprint: ContentDigest
    /// A short name: the heading's text or the first words.
    public var title: String
    /// Everything that the document says under this requirement, as Markdown.
    public var text: String
    /// 1 is the most urgent; `nil` when the document does not say.
    public var priority: Int?
    /// The sentences to be checked, at least one when the document gives any.
    public var criteria: [Criterion]
    /// Interfaces that the requirement names.
    public var interfaces: [Interface]
    /// Identifiers of requirements that this one refers to.
    public var references: [RequirementID]
    /// Where it stands.
    public var location: SourceLocation

    /// Creates a requirement.
    public init(
        id: RequirementID, fingerprint: ContentDigest, title: String, text: String, priority: Int? = nil,
        criteria: [Criterion] = [], interfaces: [Interface] = [], references: [RequirementID] = [],
        location: SourceLocation
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.title = title
        self.text = text
        self.priority = priority
        self.criteria = criteria
        self.interfaces = interfaces
        self.references = references
        self.location = location
    }

    /// All examples of all criteria, in the order of the document.
    public var examples: [Example] { criteria.flatMap(\.examples) }
}

/// One checkable sentence of a requirement.
public struct Criterion: Sendable, Hashable, Codable {
    /// How the sentence is built.
    public enum Form: String, Sendable, Hashable, Codable {
        /// `Given … When … Then …`.
        case scenario
        /// An EARS sentence: `WHEN … THE SYSTEM SHALL …`.
        case ears
        /// A sentence with MUST, SHALL or the like.
        case obligation
        /// Any other sentence or list item.
        case statement
    }

    /// Requirement and number: `R1.2`.
    public var id: CriterionID
    /// The sentence as Markdown.
    public var text: String
    /// How the sentence is built.
    public var form: Form
    /// Its examples.
    public var examples: [Example]
    /// Where it stands.
    public var location: SourceLocation

    /// Creates a criterion.
    public init(
        id: CriterionID, text: String, form: Form, examples: [Example] = [], location: SourceLocation
    ) {
        self.id = id
        self.text = text
        self.form = form
        self.examples = examples
        self.location = location
    }
}
