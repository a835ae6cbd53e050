/// A piece of a program text of any scripting language.
enum CodeToken: Hashable {
    /// A name with its qualifiers: `os.path.join`, `Net::HTTP.get`, `$x`.
    case name(String)
    /// A string; parts that are put in are stand-ins.
    case text(String)
    /// A string that a shell runs: backquotes in Perl, Ruby, PHP; `%x(…)`, `qx{…}`.
    case command(String)
    case number(String)
    case sign(UInt8)
}

/// Reads program texts as far as calls and strings go: Python, JavaScript, Perl, Ruby, PHP, Lua, awk, Tcl.
struct CodeReader {
    /// What the languages do differently.
    struct Language {
        var name: String
        /// Whether `#` starts a comment.
        var hasHash: Bool { name != "javascript" && name != "lua" && name != "c" }
        /// Whether backquotes run a command.
        var runsBackquotes: Bool { ["perl", "ruby", "php"].contains(name) }

        init(_ program: String) {
            let base = String(program.prefix { $0.isLetter }.lowercased())
            switch base {
            case "python", "pypy", "ipython", "jython", "micropython", "py", "bpython", "sage", "django",
                "manage":
                name = "python"
            case "node", "nodejs", "deno", "bun", "ts", "tsx", "js", "qjs", "d", "mongosh", "mongo", "jsc", "osascript",
                "electron":
                name = "javascript"
            case "perl": name = "perl"
            case "ruby", "jruby", "irb", "rails", "rake", "crystal": name = "ruby"
            case "php", "wp", "drush", "artisan": name = "php"
            case "mix": name = "elixir"
            case "lua", "luajit", "texlua": name = "lua"
            case "awk", "gawk", "mawk", "nawk", "bwk": name = "awk"
            case "tclsh", "tcl", "expect", "wish": name = "tcl"
            case "r", "rscript", "julia", "groovy", "scala", "kotlin", "elixir", "erl", "swift", "pwsh", "powershell":
                name = base
            default: name = base
            }
        }
    }

    let language: Language
    let bytes: [UInt8]
    var index = 0
    /// Where reading ends.
    private(set) var limit: Int
    /// Where code stands within strings and patterns: `#{…}`, `${…}`, `{…}`.
    var inner: [Range<Int>] = []
    /// Where the last closing brace stands; in front of the text where there is none.
    let lastBrace: Int
    /// How many bytes are still looked through for the ends of such code, which those within are looked through for again.
    var steps: Int
    /// Whether it is certain where such code ends.
    var isWhole = true
    /// How many pieces of code this one stands in.
    private let depth: Int
    /// In how many it may.
    private static let deepest = 32

    init(_ source: String, language: Language) {
        bytes = Array(source.utf8)
        limit = bytes.count
        lastBrace = bytes.lastIndex(of: 0x7D) ?? -1
        steps = 4_096 + 8 * bytes.count
        depth = 0
        self.language = language
    }

    /// Reads a part of what another reader reads.
    private init(_ reader: CodeReader, part: Range<Int>) {
        bytes = reader.bytes
        language = reader.language
        index = part.lowerBound
        limit = part.upperBound
        lastBrace = reader.lastBrace
        steps = reader.steps
        depth = reader.depth + 1
    }

    /// A text in which the usual ways to name the home folder within a string are replaced by it.
    static func withHome(_ source: String, _ home: String) -> String {
        guard source.contains("HOME") || source.contains("Dir.home") else { return source }
        var source = source
        for name in [
            "$ENV{HOME}", "$ENV{'HOME'}", "$ENV{\"HOME\"}", "#{Dir.home}", "#{ENV['HOME']}", "#{ENV[\"HOME\"]}",
            "${process.env.HOME}",
            "{os.environ['HOME']}", "{os.environ[\"HOME\"]}", "{$_SERVER['HOME']}",
        ] { source = source.replacing(name, with: home) }
        return source
    }

    /// How many tokens are read at most.
    static let most = 20_000

    /// All tokens, at most `most`.
    static func tokens(_ source: String, language: Language) -> [CodeToken] { read(source, language: language).tokens }

    /// All tokens, at most `most`, and whether nothing else can be meant by code within strings and patterns.
    static func read(_ source: String, language: Language) -> (tokens: [CodeToken], isWhole: Bool) {
        var reader = CodeReader(source, language: language)
        var tokens: [CodeToken] = []
        reader.read(into: &tokens)
        return (tokens, reader.isWhole)
    }

    /// Appends the tokens; those of code within strings and patterns stand behind all others.
    private mutating func read(into tokens: inout [CodeToken]) {
        while tokens.count < Self.most, let token = next(after: tokens.last) { tokens.append(token) }
        guard depth < Self.deepest else {
            isWhole = isWhole && inner.isEmpty
            return
        }
        for part in inner where tokens.count < Self.most {
            tokens.append(.sign(0x3B))
            var reader = CodeReader(self, part: part)
            reader.read(into: &tokens)
            steps = reader.steps
            isWhole = isWhole && reader.isWhole
        }
    }

    private mutating func next(after last: CodeToken?) -> CodeToken? {
        while index < limit {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0D: index += 1
            case 0x0A:
                index += 1
                return .sign(0x3B)
            case 0x23 where language.hasHash && !startsInterpolation():
                skipLine()
            case 0x2F
            where ["awk", "perl", "ruby"].contains(language.name) && startsPattern(after: last) && skipPattern():
                break
            case 0x2F where index + 1 < limit && language.name != "python" && language.name != "perl":
                if bytes[index + 1] == 0x2F, language.name == "javascript" || language.name == "php" {
                    skipLine()
                } else if bytes[index + 1] == 0x2A {
                    skipBlock()
                } else {
                    index += 1
                    return .sign(0x2F)
                }
            case 0x22, 0x27, 0x60:
                if byte == 0x27, language.name == "awk" || language.name == "tcl" {
                    index += 1
                    return .sign(byte)
                }
                return string(byte, prefix: last)
            case 0x25 where language.name == "ruby" && index + 2 < limit && bytes[index + 1] == 0x78:
                return percent()
            default:
                if isLetter(byte) { return name() }
                if byte >= 0x30, byte <= 0x39 { return number() }
                index += 1
                return .sign(byte)
            }
        }
        return nil
    }

    private mutating func skipLine() { while index < limit, bytes[index] != 0x0A { index += 1 } }

    /// Words of Perl and Ruby behind which a value stands, so that a slash does not divide.
    private static let beforeValues: Set<String> = ["if", "unless", "and", "or", "not", "while", "when"]
    /// Signs of Perl and Ruby of the same kind: what may stand behind a value, such as `}` and `++`, is not among them.
    private static let signsBeforeValues = Set("(,=~!{&|?".utf8)

    /// Whether a slash begins a regular expression: after a value it divides. In doubt it does, so that nothing is
    /// passed over that runs.
    private func startsPattern(after last: CodeToken?) -> Bool {
        let isAwk = language.name == "awk"
        switch last {
        case nil: return true
        case .name(let name)?:
            return !isAwk && (Self.beforeValues.contains(name) || language.name == "perl" && name == "split")
        case .sign(let sign)?:
            guard isAwk else { return Self.signsBeforeValues.contains(sign) }
            return sign != 0x29 && sign != 0x5D && !(sign >= 0x30 && sign <= 0x39)
        default: return false
        }
    }

    /// Passes over a regular expression of one line.
    ///
    /// - Returns: whether it has an end; nothing is passed over when it has none.
    private mutating func skipPattern() -> Bool {
        var place = index + 1
        var code: [Range<Int>] = []
        while place < limit, bytes[place] != 0x2F, bytes[place] != 0x0A {
            if runsCode(at: place), let end = closingBrace(from: place + 2) {
                code.append((place + 2)..<end)
                place = end + 1
            } else {
                place += bytes[place] == 0x5C ? 2 : 1
            }
        }
        guard place < limit, bytes[place] == 0x2F else { return false }
        inner += code
        index = place + 1
        return true
    }

    private mutating func skipBlock() {
        index += 2
        while index + 1 < limit, !(bytes[index] == 0x2A && bytes[index + 1] == 0x2F) { index += 1 }
        index = min(limit, index + 2)
    }

    func isLetter(_ byte: UInt8) -> Bool {
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A) || byte == 0x5F || byte >= 0x80 || byte == 0x24
            || byte == 0x40 || Mark.isMark(byte)
    }

    private mutating func name() -> CodeToken {
        let start = index
        while index < limit {
            let byte = bytes[index]
            if isLetter(byte) || (byte >= 0x30 && byte <= 0x39) {
                index += 1
            } else if byte == 0x2E, index + 1 < limit, isLetter(bytes[index + 1]), language.name != "php",
                language.name != "perl"
            {
                index += 1
            } else if byte == 0x3A, index + 2 < limit, bytes[index + 1] == 0x3A, isLetter(bytes[index + 2]) {
                index += 2
            } else if byte == 0x2D, index + 2 < limit, bytes[index + 1] == 0x3E, isLetter(bytes[index + 2]) {
                index += 2
            } else {
                break
            }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if language.name == "perl" || language.name == "ruby", ["qx", "q", "qq"].contains(text), index < limit,
            let close = Self.closing[bytes[index]]
        {
            let body = delimited(close, isFormatted: text != "q")
            return text == "qx" ? .command(body) : .text(body)
        }
        return .name(text)
    }

    private static let closing: [UInt8: UInt8] = [
        0x28: 0x29, 0x7B: 0x7D, 0x5B: 0x5D, 0x3C: 0x3E, 0x2F: 0x2F, 0x21: 0x21, 0x7C: 0x7C,
    ]

    private mutating func percent() -> CodeToken? {
        guard let close = Self.closing[bytes[index + 2]] else {
            index += 1
            return .sign(0x25)
        }
        index += 2
        return .command(delimited(close, isFormatted: true))
    }

    private mutating func delimited(_ close: UInt8, isFormatted: Bool) -> String {
        index += 1
        let start = index
        while index < limit, bytes[index] != close {
            let length = isFormatted ? interpolation() ?? 1 : 1
            index += length
        }
        defer { index = min(limit, index + 1) }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func number() -> CodeToken {
        let start = index
        while index < limit,
            isLetter(bytes[index]) || (bytes[index] >= 0x30 && bytes[index] <= 0x39) || bytes[index] == 0x2E
        { index += 1 }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func string(_ quote: UInt8, prefix: CodeToken?) -> CodeToken {
        var isFormatted = quote == 0x60
        var isRaw = false
        if case .name(let text)? = prefix, index > 0, isLetter(bytes[index - 1]) {
            if language.name == "python", text.count <= 2 {
                isFormatted = text.lowercased().contains("f")
                isRaw = text.lowercased().contains("r")
            } else if text == "String.raw" {
                isRaw = true
            }
        }
        // Between single quotes these languages know `\\` and `\'` alone.
        let isPlain = quote == 0x27 && ["perl", "ruby", "php"].contains(language.name)
        if quote == 0x22, ["ruby", "perl", "php"].contains(language.name) { isFormatted = true }
        let isTriple =
            index + 2 < limit && bytes[index + 1] == quote && bytes[index + 2] == quote
            && language.name == "python"
        index += isTriple ? 3 : 1
        var result: [UInt8] = []
        while index < limit {
            let byte = bytes[index]
            if byte == 0x5C, index + 1 < limit {
                let escaped = bytes[index + 1]
                if !isPlain || escaped != 0x5C && escaped != 0x27 { result.append(0x5C) }
                result.append(escaped)
                index += 2
                continue
            }
            if byte == quote {
                if !isTriple {
                    index += 1
                    break
                }
                if index + 2 < limit, bytes[index + 1] == quote, bytes[index + 2] == quote {
                    index += 3
                    break
                }
            }
            if isFormatted, let length = interpolation() {
                result.append(Mark.unknown)
                index += length
                continue
            }
            result.append(byte)
            index += 1
        }
        let read = String(decoding: result, as: UTF8.self)
        let text = isRaw || isPlain ? read : Decoding.escapes(read)
        return quote == 0x60 && language.runsBackquotes ? .command(text) : .text(text)
    }
}
