public import AnnealFoundation

/// One thing that happened in a run and is worth remembering.
public struct ExperienceRecord: Sendable, Hashable, Codable {
    /// What kind of thing.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A choice that was made.
        case decision
        /// What came of a choice, or of guidance.
        case outcome
        /// A try at a task.
        case attempt
        /// What failed in an attempt or at the end of a run.
        case failure
        /// What mended a failure.
        case repair
    }

    /// Identifies the record; made from run, task and kind, so that a run that is read twice is remembered once.
    public var id: String
    /// What kind of thing.
    public var kind: Kind
    /// Where it comes from.
    public var provenance: Provenance
    /// The task, if it belongs to one.
    public var task: TaskID?
    /// Words of Anneal's own vocabulary by name (`executor`, `language`, `failure`, `repair`, …). They leave the machine
    /// with an export, so nothing of a project's text may stand here: see `check()`.
    public var labels: [String: String]
    /// Measured numbers by name.
    public var numbers: [String: Double]
    /// What it is about in the project's own words; leaves the machine only when it is told to.
    public var text: String?
    /// Lists of the project's own words by name (`files`, `requirements`); they leave the machine only with the text.
    public var details: [String: [String]]
    /// Records that it follows from.
    public var follows: [String]

    /// Creates a record.
    public init(
        id: String, kind: Kind, provenance: Provenance, task: TaskID? = nil, labels: [String: String] = [:],
        numbers: [String: Double] = [:], text: String? = nil, details: [String: [String]] = [:], follows: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.provenance = provenance
        self.task = task
        self.labels = labels
        self.numbers = numbers
        self.text = text
        self.details = details
        self.follows = follows
    }

    /// Whether the attempt or the outcome went well; `nil` where the record does not say.
    public var success: Bool? { numbers["success"].map { $0 >= 0.5 } }

    /// Checks the rules of a record.
    ///
    /// - Throws: `ExperienceError` when a label is not a short word or a number is not finite.
    public func check() throws(ExperienceError) {
        guard !id.isEmpty, !provenance.project.isEmpty else {
            throw ExperienceError(
                code: .invalid, message: "a record needs an identifier and a project", place: id,
                remedy: "give both")
        }
        for (name, value) in labels where !Self.isWord(name) || !Self.isWord(value) {
            throw ExperienceError(
                code: .invalid, message: "the label \(name) is no short word", place: id,
                remedy: "labels leave the machine: put the project's own words into the text")
        }
        for name in Self.reserved where labels[name] != nil {
            throw ExperienceError(
                code: .invalid, message: "a label cannot be called \(name)", place: id, remedy: "call it otherwise")
        }
        if kind == .failure || kind == .repair, labels[kind.rawValue] == nil {
            throw ExperienceError(
                code: .invalid, message: "a \(kind.rawValue) says in its label '\(kind.rawValue)' what kind it is of",
                place: id, remedy: "give the label")
        }
        for (name, value) in numbers where !value.isFinite {
            throw ExperienceError(code: .invalid, message: "the number \(name) is not finite", place: id, remedy: nil)
        }
    }

    /// What nodes of the graph have of their own.
    private static let reserved = ["id", "project", "run", "task", "time"]

    /// Whether a text can be a label: at most 64 letters, digits and signs, without spaces.
    static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.:/+@#*=".utf8.contains(byte)
                }
            }
    }
}
