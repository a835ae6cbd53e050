/// A word, address, path or mark of a text.
struct InjectionToken: Sendable {
    /// Of the word in lower case, or of what stands for a kind of token.
    var hash: UInt64
    /// What it may mean.
    var concepts: InjectionConcepts
    /// Its first byte in the folded text.
    var start: Int32
    /// The byte after its last.
    var end: Int32
    /// How it is written.
    var traits: Traits

    struct Traits: OptionSet, Sendable {
        var rawValue: UInt16

        /// Within quotation marks of a sentence that goes on outside them.
        static let quoted = Self(rawValue: 1)
        /// Within backticks.
        static let code = Self(rawValue: 2)
        /// Two or more letters, all of them capitals.
        static let capitals = Self(rawValue: 4)
        /// Disguised: letters of two alphabets, digits for letters, invisible characters.
        static let disguised = Self(rawValue: 8)
        /// Ends in -s.
        static let endsInS = Self(rawValue: 16)
        /// Ends in -ed.
        static let endsInEd = Self(rawValue: 32)
        /// Ends in -ing.
        static let endsInIng = Self(rawValue: 64)
        /// A name of code, a path, an address or a number: no word of a language.
        static let name = Self(rawValue: 128)
        /// Follows an opening bracket, comma, dash or colon: a new clause.
        static let opensClause = Self(rawValue: 256)
    }

    /// 0 for a plain form, 1 for -s, 2 for -ed, 3 for -ing.
    var form: UInt64 {
        if traits.contains(.endsInS) { return 1 }
        if traits.contains(.endsInEd) { return 2 }
        return traits.contains(.endsInIng) ? 3 : 0
    }
}

/// A sentence, a line of code, a label with its value: what is looked at as one.
struct InjectionSentence: Sendable {
    /// Its tokens among those of the text.
    var tokens: Range<Int>
    /// Its first byte in the folded text.
    var start: Int
    /// The byte after its last.
    var end: Int
    /// Where it stands.
    var place: Place
    /// All concepts outside quotation marks.
    var concepts: InjectionConcepts = []
    /// Concepts of a label in front of it (`SYSTEM:`, `[note]`).
    var label: InjectionConcepts = []
    /// Concepts of what leads up to it on its line: the call whose argument it is, the key whose value.
    var lead: InjectionConcepts = []
    /// Signs of code among its characters.
    var signs = 0
    /// The character that ended it; 0 when a line or tag did.
    var ending: UInt8 = 0

    struct Place: OptionSet, Sendable, Hashable {
        var rawValue: UInt16

        /// A comment of HTML or Markdown, which a reader of the page does not see.
        static let markupComment = Self(rawValue: 1)
        /// An element that is not shown.
        static let hiddenElement = Self(rawValue: 2)
        /// An attribute of a tag, or the description of an image.
        static let attribute = Self(rawValue: 4)
        /// A string of code or data.
        static let literal = Self(rawValue: 8)
        /// A comment of code.
        static let codeComment = Self(rawValue: 16)
        /// A line that quotes somebody (`> …`).
        static let quotedLine = Self(rawValue: 32)
        static let heading = Self(rawValue: 64)
        static let listItem = Self(rawValue: 128)
        /// The string is an argument or an element, not the value of a name.
        static let argument = Self(rawValue: 256)
        /// A cell of a table in Markdown.
        static let cell = Self(rawValue: 512)
    }
}

/// What kind of file a path names.
enum InjectionCarrier: UInt8, Sendable {
    case prose, code, data, log, agentRules, unknown

    /// By the name's ending and the folders; O(length of the path).
    init(path: String?) {
        guard let path = path?.lowercased(), let name = path.split(separator: "/").last else {
            self = .unknown
            return
        }
        let ending = name.split(separator: ".").dropFirst().last.map(String.init) ?? ""
        let folders = path.split(separator: "/").dropLast()
        if ["agents.md", "claude.md", "gemini.md", ".cursorrules", ".clinerules", "copilot-instructions.md"].contains(
            String(name)) || ending == "mdc"
        {
            self = .agentRules
        } else if ending == "log" || folders.contains("logs") || ["out", "err", "tap", "trace"].contains(ending) {
            self = .log
        } else if Self.codeEndings.contains(ending) || ["makefile", "dockerfile"].contains(String(name)) {
            self = .code
        } else if Self.dataEndings.contains(ending) {
            self = .data
        } else {
            self = .prose
        }
    }

    private static let codeEndings: Set<String> = [
        "py", "js", "ts", "jsx", "tsx", "mjs", "go", "rs", "c", "h", "cc", "cpp", "hpp", "java", "kt", "swift", "rb",
        "php", "sh", "bash", "zsh", "pl", "lua", "scala", "cs", "m", "mm", "sql", "r", "jl", "ex", "hs", "ml", "css",
        "scss", "vue", "dart", "zig", "ps1", "tf", "gradle", "cmake", "mk", "vim", "el", "clj", "erl", "nim", "v",
    ]
    private static let dataEndings: Set<String> = [
        "json", "jsonl", "yaml", "yml", "toml", "csv", "tsv", "xml", "ini", "cfg", "conf", "lock", "po", "pot", "plist",
        "svg", "properties", "ndjson", "env", "strings", "resx", "xlf", "ics", "srt", "vtt",
    ]

    /// Whether `#` begins a comment and not a heading.
    var hasHashComments: Bool { self == .code || self == .data }
}
