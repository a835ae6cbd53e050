internal import AnnealFoundation

/// What several records say together: under a condition, something works or does not.
///
/// Support and contradictions are counted from the evidence each time, so that forgetting a project takes back what it
/// taught.
public struct Lesson: Sendable, Hashable, Codable {
    /// What kind of knowledge.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A kind of work mends a kind of failure.
        case repair
        /// Something that attempts which go well have in common.
        case success
        /// Something that makes an attempt fail.
        case risk
        /// Part of the context that helped.
        case context
    }

    /// A digest of kind, condition and conclusion: the same lesson of two machines is the same.
    public let id: String
    /// What kind of knowledge.
    public let kind: Kind
    /// When it holds, in labels: `["failure": "wrong-value", "language": "python"]`.
    public let condition: [String: String]
    /// What is done or happens then, as a label: `repair`, `mutate`, `wrong-value`.
    public let conclusion: String
    /// Observations for it.
    public var support: Double
    /// Observations against it.
    public var contradictions: Double
    /// What failed, in the words of the tools of the projects; never part of an export without text.
    public var quotes: [String]

    /// Creates a lesson.
    ///
    /// - Parameters:
    ///   - kind: what kind of knowledge.
    ///   - condition: when it holds, in labels.
    ///   - conclusion: what is done or happens then, as a label.
    ///   - support: observations for it.
    ///   - contradictions: observations against it.
    ///   - quotes: what failed, in the words of tools.
    public init(
        _ kind: Kind, when condition: [String: String], _ conclusion: String, support: Double = 0,
        contradictions: Double = 0, quotes: [String] = []
    ) {
        self.kind = kind
        self.condition = condition
        self.conclusion = conclusion
        self.support = support
        self.contradictions = contradictions
        self.quotes = quotes
        let pairs = condition.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        id = String(ContentDigest(of: "\(kind.rawValue)|\(pairs)|\(conclusion)").hex.prefix(20))
    }

    /// Checks the rules of a lesson.
    ///
    /// - Throws: `ExperienceError` when its observations are no counts.
    public func check() throws(ExperienceError) {
        guard [support, contradictions].allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw ExperienceError(
                code: .invalid, message: "support and contradictions are counts from 0 on", place: id, remedy: nil)
        }
    }

    /// How far it can be relied on, in (0, 1): the mean of the Beta distribution that the observations leave of a
    /// uniform one. One observation gives 2/3; each one against it lowers it.
    ///
    /// Source: T. Bayes (1763), with the uniform prior of P.-S. Laplace's rule of succession (1774).
    public var confidence: Double { (support + 1) / (support + contradictions + 2) }
}

/// One observation for or against a lesson.
public struct LessonEvidence: Sendable, Hashable, Codable {
    /// The lesson.
    public var lesson: Lesson
    /// The record that shows it.
    public var record: String
    /// Whether the record agrees.
    public var agrees: Bool
    /// What failed, in the words of a tool.
    public var quote: String?

    /// Creates an observation.
    public init(lesson: Lesson, record: String, agrees: Bool, quote: String? = nil) {
        self.lesson = lesson
        self.record = record
        self.agrees = agrees
        self.quote = quote
    }
}
