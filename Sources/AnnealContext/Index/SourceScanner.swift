/// Cuts a source text into words and signs, and tells code, strings and comments apart. It never fails: a text that breaks
/// its language's rules, or is no text at all, gives words as well.
///
/// Complexity: O(n) in the bytes.
struct SourceScanner {
    private let syntax: SourceSyntax
    private let bytes: UnsafeBufferPointer<UInt8>
    private let classes = Self.table
    private var offset = 0
    private var line: Int32 = 0
    private var lineIsBlank = true
    private(set) var lexemes: [Lexeme] = []
    /// The offset of each line's first byte.
    private(set) var lineStarts: [Int32] = [0]

    init(_ bytes: UnsafeBufferPointer<UInt8>, syntax: SourceSyntax) {
        self.bytes = bytes
        self.syntax = syntax
        lexemes.reserveCapacity(bytes.count / 5 + 16)
        lineStarts.reserveCapacity(bytes.count / 30 + 16)
    }

    /// Cuts the whole text.
    mutating func scan() {
        if syntax.isProse { return words(until: bytes.count, place: .comment) }
        while offset < bytes.count {
            let byte = bytes[offset]
            switch classes[Int(byte)] {
            case Self.word: word(place: .code)
            case Self.newline: newline()
            case Self.space: offset += 1
            default: sign(byte)
            }
        }
    }

    private mutating func sign(_ byte: UInt8) {
        if startsComment(byte) { return lineComment() }
        if byte == 0x2F, syntax.hasBlockComments, peek(1) == 0x2A { return blockComment() }
        switch byte {
        case 0x22:
            if syntax.hasTripleQuotes, peek(1) == 0x22, peek(2) == 0x22 { return tripleQuoted(byte) }
            quoted(byte, spansLines: false)
        case 0x27 where syntax.hasSingleQuotes:
            if syntax.hasTripleQuotes, peek(1) == 0x27, peek(2) == 0x27 { return tripleQuoted(byte) }
            // A lifetime of Rust or a digit separator of C++ is no text.
            if syntax.name == "rust" || syntax.name == "cpp", !(peek(1) == 0x5C || peek(2) == 0x27) {
                offset += 1
                return
            }
            quoted(byte, spansLines: false)
        case 0x60 where syntax.hasBackticks: quoted(byte, spansLines: true)
        default:
            if classes[Int(byte)] == Self.mark {
                lexemes.append(
                    Lexeme(start: Int32(offset), length: 1, line: line, place: .sign, isFirst: lineIsBlank))
            }
            lineIsBlank = false
            offset += 1
        }
    }

    private func peek(_ distance: Int) -> UInt8 {
        offset + distance < bytes.count ? bytes[offset + distance] : 0
    }

    private func startsComment(_ byte: UInt8) -> Bool {
        guard let sign = syntax.lineComment, byte == sign[0] else { return false }
        if sign.count == 2 { return peek(1) == sign[1] }
        // `$#`, `a#b` and `${x#y}` of a shell begin no comment.
        return syntax.hasTripleQuotes || offset == 0 || classes[Int(bytes[offset - 1])] & 6 != 0
    }

    private mutating func newline() {
        offset += 1
        line += 1
        lineIsBlank = true
        lineStarts.append(Int32(offset))
    }

    private mutating func word(place: Lexeme.Place) {
        let start = offset
        if bytes[offset] &- 0x30 < 10 {
            while offset < bytes.count, bytes[offset] &- 0x30 < 10 { offset += 1 }
        } else {
            while offset < bytes.count, classes[Int(bytes[offset])] == Self.word { offset += 1 }
        }
        lexemes.append(
            Lexeme(start: Int32(start), length: Int32(offset - start), line: line, place: place, isFirst: lineIsBlank))
        lineIsBlank = false
    }

    private mutating func words(until end: Int, place: Lexeme.Place) {
        while offset < end {
            switch classes[Int(bytes[offset])] {
            case Self.word: word(place: place)
            case Self.newline: newline()
            default: offset += 1
            }
        }
    }

    private mutating func lineComment() {
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        words(until: end, place: .comment)
    }

    private mutating func blockComment() {
        var depth = 0
        var end = offset
        while end < bytes.count {
            if bytes[end] == 0x2F, end + 1 < bytes.count, bytes[end + 1] == 0x2A,
                depth == 0 || syntax.nestsBlockComments
            {
                depth += 1
                end += 2
            } else if bytes[end] == 0x2A, end + 1 < bytes.count, bytes[end + 1] == 0x2F {
                depth -= 1
                end += 2
                if depth == 0 { break }
            } else {
                end += 1
            }
        }
        words(until: min(end, bytes.count), place: .comment)
    }

    private mutating func tripleQuoted(_ quote: UInt8) {
        // A text that stands alone documents; any other is a value.
        let place: Lexeme.Place = lineIsBlank && syntax.declarations == .indentation ? .comment : .string
        var end = offset + 3
        while end < bytes.count {
            if bytes[end] == 0x5C {
                end += 2
            } else if bytes[end] == quote, end + 2 < bytes.count, bytes[end + 1] == quote, bytes[end + 2] == quote {
                end += 3
                break
            } else {
                end += 1
            }
        }
        words(until: min(end, bytes.count), place: place)
        lineIsBlank = false
    }

    private mutating func quoted(_ quote: UInt8, spansLines: Bool) {
        var end = offset + 1
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x5C { end += 2; continue }
            if byte == quote { end += 1; break }
            if byte == 0x0A, !spansLines { break }
            end += 1
        }
        lineIsBlank = false
        offset += 1
        words(until: min(end, bytes.count), place: .string)
    }

    private static let other: UInt8 = 0
    private static let word: UInt8 = 1
    private static let space: UInt8 = 2
    private static let newline: UInt8 = 4
    private static let mark: UInt8 = 8

    /// What each byte is.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: other, count: 128) + [UInt8](repeating: word, count: 128)
        for byte in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$".utf8 { table[Int(byte)] = word }
        for byte: UInt8 in [0x20, 0x09, 0x0D, 0x0C, 0x0B] { table[Int(byte)] = space }
        table[0x0A] = newline
        for byte in "{}()[];=:,#<>.@*&~!|?+-/".utf8 { table[Int(byte)] = mark }
        return table
    }()
}
