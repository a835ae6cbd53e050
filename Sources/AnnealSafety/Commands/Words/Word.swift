/// Stand-ins for what cannot be known, as single control characters within a text, so that texts can be joined and
/// compared as they are. Scripts that hold one of these characters themselves are not analysed.
enum Mark {
    /// Any text at all.
    static let unknown: UInt8 = 1
    /// A text without slash, blank or hyphen in front: a number, a date, a name.
    static let plain: UInt8 = 2
    /// `*` as a pattern.
    static let star: UInt8 = 3
    /// `?` or `[…]` as a pattern: one character.
    static let one: UInt8 = 4
    /// The path of anything below a folder, as a search gives it.
    static let tree: UInt8 = 5
    /// The number of a process that the script itself started.
    static let job: UInt8 = 6

    /// The largest of them.
    static let last: UInt8 = 6

    static func text(_ mark: UInt8) -> String { String(UnicodeScalar(mark)) }
    static let unknownText = text(unknown)
    static let plainText = text(plain)
    static let starText = text(star)
    static let oneText = text(one)
    static let treeText = text(tree)
    static let jobText = text(job)

    /// Whether a byte is a mark.
    @inline(__always) static func isMark(_ byte: UInt8) -> Bool { byte <= last && byte > 0 }
}

/// Where a text comes from.
struct Taint: OptionSet, Sendable, Hashable {
    let rawValue: UInt16
    /// The contents of a file that is no secret.
    static let file = Taint(rawValue: 1)
    /// The contents of a file, or a variable, that is a secret.
    static let secret = Taint(rawValue: 2)
    /// The environment, or the output of a program about the user and the machine.
    static let environment = Taint(rawValue: 4)
    /// The network.
    static let downloaded = Taint(rawValue: 8)
    /// Decoded, decrypted or rewritten from another text.
    static let decoded = Taint(rawValue: 16)
    /// A device that gives bytes without end.
    static let endless = Taint(rawValue: 32)
    /// The output of a program that is not known.
    static let generated = Taint(rawValue: 64)
    /// The text may be another one.
    static let uncertain = Taint(rawValue: 128)

    /// What a shell prints that somebody else may type into.
    static let interactive = Taint(rawValue: 256)
    /// Stands for the elements of an array, `name=(…)`, which was assigned when the word was read.
    static let elements = Taint(rawValue: 512)

    /// What must not leave the machine.
    static let confidential: Taint = [.file, .secret, .environment]
}

/// A word after its expansion: a text with marks, and where it comes from.
struct Word: Sendable, Hashable {
    var text: String
    var taint: Taint = []
    var range: ShellRange

    /// Whether nothing in it is a stand-in.
    var isLiteral: Bool { !text.utf8.contains(where: Mark.isMark) }

    /// The text, if nothing in it is a stand-in and it cannot be another one.
    var literal: String? { isLiteral && !taint.contains(.uncertain) ? text : nil }

    /// Whether a part of it can be any text.
    var isUnknown: Bool { text.utf8.contains(Mark.unknown) }

    /// Whether a pattern or a search stands for several words.
    var isPattern: Bool { text.utf8.contains { $0 == Mark.star || $0 == Mark.one || $0 == Mark.tree } }

    /// What stands before and behind its first `=`, as in `--name=value`; `nil` where it has none.
    var halves: (name: String, value: Word)? {
        guard let equals = text.utf8.firstIndex(of: 0x3D) else { return nil }
        let value = Word(text: String(text[text.utf8.index(after: equals)...]), taint: taint, range: range)
        return (String(text[..<equals]), value)
    }

    /// The text for messages: stand-ins as a person would write them.
    var shown: String { Word.shown(text) }

    /// A text for messages.
    static func shown(_ text: String) -> String {
        guard text.utf8.contains(where: Mark.isMark) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch UInt8(truncatingIfNeeded: scalar.value) {
            case Mark.unknown where scalar.value < 8: result += "…"
            case Mark.plain where scalar.value < 8, Mark.job where scalar.value < 8: result += "N"
            case Mark.star where scalar.value < 8: result += "*"
            case Mark.one where scalar.value < 8: result += "?"
            case Mark.tree where scalar.value < 8: result += "**"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// What flows from one command to the next, or from a substitution into a word.
struct Flow: Sendable {
    /// The text, where it is known; it may hold stand-ins.
    var text: String?
    /// Names of files, where the text is a list of them.
    var names: [Word] = []
    /// Where it comes from.
    var taint: Taint = []

    /// Nothing flows.
    static let none = Flow(text: "")
    /// Something unknown flows that is made by a program.
    static let generated = Flow(taint: .generated)
    /// A number, a date or a name.
    static let plain = Flow(text: Mark.plainText)

    /// A text that is known.
    static func known(_ text: String, taint: Taint = []) -> Flow { Flow(text: text, taint: taint) }

    /// Both flows after each other.
    func followed(by other: Flow) -> Flow {
        if text == "", names.isEmpty {
            return Flow(text: other.text, names: other.names, taint: taint.union(other.taint))
        }
        if other.text == "", other.names.isEmpty {
            return Flow(text: text, names: names, taint: taint.union(other.taint))
        }
        var joined: String?
        if let text, let more = other.text, text.utf8.count + more.utf8.count < 65536 { joined = text + more }
        return Flow(
            text: joined, names: names.count > 256 ? names : names + other.names, taint: taint.union(other.taint))
    }
}
