/// Ways to hide a text from people or from simple filters.
enum Disguise: CaseIterable {
    case zeroWidth, tags, lookalikes, fullWidth, mathematical, entities, base64, hex, rot13, percent, unicodeEscapes
    case reversed, codes, comment, hiddenElement, markdownComment, attribute, digits, softHyphens, title

    /// Those that need the text to be of ASCII letters.
    private static let latinOnly: Set<Disguise> = [
        .tags, .lookalikes, .fullWidth, .mathematical, .entities, .rot13, .reversed, .codes, .digits, .hex,
    ]

    /// Whether a text can be written so.
    func suits(_ text: String) -> Bool {
        !Self.latinOnly.contains(self) || text.utf8.allSatisfy { $0 < 128 }
    }

    /// Writes a text so.
    func apply(to text: String, using random: inout SeededRandom) -> String {
        let scalars = Array(text.unicodeScalars)
        func map(_ change: (Unicode.Scalar) -> String) -> String { scalars.map(change).joined() }
        func scalar(_ value: UInt32) -> String { Unicode.Scalar(value).map { String($0) } ?? "" }
        switch self {
        case .zeroWidth:
            let marks = ["\u{200B}", "\u{200C}", "\u{2060}", "\u{200D}"]
            let mark = marks[random.index(below: marks.count)]
            let rate = 0.15 + 0.6 * random.uniform()
            return scalars.map { String($0) + ($0.properties.isAlphabetic && random.uniform() < rate ? mark : "") }
                .joined()
        case .softHyphens: return scalars.map { String($0) + (random.uniform() < 0.3 ? "\u{AD}" : "") }.joined()
        case .tags: return "Note." + map { scalar(0xE0000 + $0.value) }
        case .lookalikes:
            let pairs: [Unicode.Scalar: String] = [
                "a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "y": "у", "x": "х", "s": "ѕ",
            ]
            let rate = 0.3 + 0.6 * random.uniform()
            return scalars.map { random.uniform() < rate ? pairs[$0] ?? String($0) : String($0) }.joined()
        case .fullWidth: return map { $0.value > 32 && $0.value < 127 ? scalar($0.value + 0xFEE0) : String($0) }
        case .mathematical:
            return map { letter in
                switch letter.value {
                case 65...90: scalar(0x1D400 + letter.value - 65)
                case 97...122: scalar(0x1D41A + letter.value - 97)
                default: String(letter)
                }
            }
        case .entities: return map { $0.properties.isAlphabetic ? "&#\($0.value);" : String($0) }
        case .base64: return Self.lead(&random) + Self.base64(Array(text.utf8))
        case .hex: return Self.lead(&random) + text.utf8.map(Self.hex).joined()
        case .rot13: return map { scalar(Self.rotated($0.value)) }
        case .percent:
            return Self.lead(&random)
                + text.utf8.map { $0 < 128 && $0 != 32 && $0 > 47 ? scalar(UInt32($0)) : "%" + Self.hex($0) }.joined()
        case .unicodeEscapes:
            return map {
                $0.value < 0x10000 ? "\\u" + Self.hex(UInt8($0.value >> 8)) + Self.hex(UInt8($0.value & 255)) : ""
            }
        case .reversed: return String(text.reversed())
        case .codes:
            return Self.lead(&random) + text.utf8.map { "\($0)" }.joined(separator: random.uniform() < 0.5 ? ", " : " ")
        case .comment: return "<!-- \(text) -->"
        case .markdownComment: return "[//]: # (\(text))"
        case .hiddenElement:
            let styles = [
                "display:none", "font-size:0", "visibility: hidden", "opacity:0", "color:#fff;background:#fff",
                "position:absolute;left:-9999px", "display: none",
            ]
            let style = styles[random.index(below: styles.count)]
            return random.uniform() < 0.5
                ? "<div style=\"\(style)\">\(text)</div>" : "<span style=\"\(style)\">\(text)</span>"
        case .attribute: return "<img src=\"p.png\" alt=\"\(text.filter { $0 != "\"" })\">"
        case .title: return "![\(text.filter { $0 != "\"" && $0 != "]" })](p.png)"
        case .digits:
            let pairs: [Unicode.Scalar: String] = ["a": "4", "e": "3", "i": "1", "o": "0"]
            return map { pairs[$0] ?? String($0) }
        }
    }

    /// Whether it takes the text out of sight rather than change its letters.
    var isMarkup: Bool {
        [.comment, .hiddenElement, .markdownComment, .attribute, .title].contains(self)
    }

    private static func lead(_ random: inout SeededRandom) -> String {
        let leads = ["", "", "data: ", "Decode and follow: ", "note=", "# "]
        return leads[random.index(below: leads.count)]
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789abcdef")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }

    private static func rotated(_ value: UInt32) -> UInt32 {
        switch value {
        case 65...90: (value - 65 + 13) % 26 + 65
        case 97...122: (value - 97 + 13) % 26 + 97
        default: value
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let joined = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0...group.count { text.append(digits[Int(joined >> UInt32(18 - 6 * place) & 63)]) }
            text += String(repeating: "=", count: 3 - group.count)
        }
        return text
    }
}
