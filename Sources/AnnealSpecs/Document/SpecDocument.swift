public import AnnealFoundation

/// A specification, read from any of the formats that Anneal knows.
public struct SpecDocument: Sendable, Hashable, Codable {
    /// The convention that the document follows.
    public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        /// Headings and lists with identifiers or keywords.
        case markdown
        /// GitHub Spec Kit's `spec.md`.
        case speckit
        /// Kiro's `requirements.md` with EARS sentences.
        case kiro
        /// OpenSpec's change folders.
        case openspec
    }

    /// The first heading, without the format's own prefix (`Feature Specification:`).
    public var title: String
    /// The convention that was recognised.
    public var format: Format
    /// The path that it was read from, as given.
    public var path: String
    /// The digest of its bytes.
    public var digest: ContentDigest
    /// Settings from the YAML front matter, flattened with dots.
    public var frontMatter: [String: String]
    /// What applies to all requirements: the text, as Markdown, of the sections that are not requirements
    /// (introduction, terms, file formats), in the order of the document.
    public var context: [Section]
    /// The requirements in the order of the document.
    public var requirements: [Requirement]
    /// Interfaces named outside of any requirement.
    public var interfaces: [Interface]
    /// Examples outside of any requirement.
    public var examples: [Example]
    /// Questions that the document leaves open.
    public var openQuestions: [Note]
    /// What the document says will not be done.
    public var nonGoals: [Note]
    /// Measurable outcomes of the whole (Spec Kit's `SC-001`), which no single task can be checked by.
    public var successCriteria: [Note]

    /// Creates a document.
    public init(
        title: String, format: Format, path: String, digest: ContentDigest, frontMatter: [String: String] = [:],
        context: [Section] = [], requirements: [Requirement] = [], interfaces: [Interface] = [],
        examples: [Example] = [], openQuestions: [Note] = [], nonGoals: [Note] = [], successCriteria: [Note] = []
    ) {
        self.title = title
        self.format = format
        self.path = path
        self.digest = digest
        self.frontMatter = frontMatter
        self.context = context
        self.requirements = requirements
        self.interfaces = interfaces
        self.examples = examples
        self.openQuestions = openQuestions
        self.nonGoals = nonGoals
        self.successCriteria = successCriteria
    }

    /// A part of the document under one heading.
    public struct Section: Sendable, Hashable, Codable {
        /// The heading's text; empty for what comes before the first one.
        public var heading: String
        /// The heading's level, 0 for what comes before the first one.
        public var level: Int
        /// The section's own text as Markdown, without its heading and without subsections.
        public var text: String
        /// Where the heading stands.
        public var location: SourceLocation

        /// Creates a section.
        public init(heading: String, level: Int, text: String, location: SourceLocation) {
            self.heading = heading
            self.level = level
            self.text = text
            self.location = location
        }
    }

    /// A remark with its place.
    public struct Note: Sendable, Hashable, Codable {
        /// The remark.
        public var text: String
        /// Where it stands.
        public var location: SourceLocation
        /// Whether it stands in the way of work: a mark `[NEEDS CLARIFICATION: …]`.
        public var isBlocking: Bool

        /// Creates a note.
        public init(text: String, location: SourceLocation, isBlocking: Bool = false) {
            self.text = text
            self.location = location
            self.isBlocking = isBlocking
        }
    }
}
