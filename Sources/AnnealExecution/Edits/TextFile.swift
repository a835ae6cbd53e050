internal import Foundation

/// A text file's lines with what has to stay as it is: encoding, byte order mark, line endings, the end of the last
/// line.
struct TextFile: Sendable, Hashable {
    /// How characters are written.
    enum Encoding: Sendable, Hashable {
        case utf8
        case utf16LittleEndian
        case utf16BigEndian
        /// One byte a character: what is not UTF-8 keeps its bytes.
        case latin1
    }

    /// A line and what ends it; the last one may have no ending.
    struct Line: Sendable, Hashable {
        var text: String
        var ending: String
    }

    var lines: [Line]
    let encoding: Encoding
    let hasByteOrderMark: Bool

    /// The ending that most lines have.
    var usualEnding: String {
        let withReturn = lines.count { $0.ending == "\r\n" }
        return withReturn * 2 > lines.count { !$0.ending.isEmpty } ? "\r\n" : "\n"
    }

    /// Creates a new file's text: UTF-8, line feeds.
    init(text: String) {
        encoding = .utf8
        hasByteOrderMark = false
        lines = Self.split(text)
    }

    /// Reads a file's bytes.
    ///
    /// - Parameter data: the bytes; `nil` is returned when they hold a NUL, as only binary files do.
    init?(_ data: Data) {
        let bytes = Array(data.prefix(3))
        let text: String?
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            encoding = bytes[0] == 0xFF ? .utf16LittleEndian : .utf16BigEndian
            hasByteOrderMark = true
            text = String(
                data: data.dropFirst(2), encoding: bytes[0] == 0xFF ? .utf16LittleEndian : .utf16BigEndian)
        } else {
            if data.contains(0) { return nil }
            hasByteOrderMark = bytes == [0xEF, 0xBB, 0xBF]
            let body = hasByteOrderMark ? data.dropFirst(3) : data
            if let utf8 = String(validating: body, as: UTF8.self) {
                encoding = .utf8
                text = utf8
            } else {
                encoding = .latin1
                text = String(data: body, encoding: .isoLatin1)
            }
        }
        guard let text else { return nil }
        lines = Self.split(text)
    }

    /// The file with another text: its encoding, mark and line endings stay.
    func replacing(text: String) -> TextFile {
        var file = self
        let ending = usualEnding
        file.lines = Self.split(text).map { Line(text: $0.text, ending: $0.ending.isEmpty ? "" : ending) }
        return file
    }

    /// The whole text with its line endings, without a byte order mark.
    var text: String { lines.map { $0.text + $0.ending }.joined() }

    /// The bytes; `nil` when the encoding has no place for one of the characters.
    var data: Data? {
        let text = text
        switch encoding {
        case .utf8: return (hasByteOrderMark ? Data([0xEF, 0xBB, 0xBF]) : Data()) + Data(text.utf8)
        case .utf16LittleEndian: return text.data(using: .utf16LittleEndian).map { Data([0xFF, 0xFE]) + $0 }
        case .utf16BigEndian: return text.data(using: .utf16BigEndian).map { Data([0xFE, 0xFF]) + $0 }
        case .latin1: return text.data(using: .isoLatin1)
        }
    }

    /// Splits at line feeds by scalar: as a character, a carriage return and a line feed are one.
    private static func split(_ text: String) -> [Line] {
        var lines: [Line] = []
        var current = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard scalar == "\n" else {
                current.append(scalar)
                continue
            }
            if current.last == "\r" {
                current.removeLast()
                lines.append(Line(text: String(current), ending: "\r\n"))
            } else {
                lines.append(Line(text: String(current), ending: "\n"))
            }
            current = String.UnicodeScalarView()
        }
        if !current.isEmpty { lines.append(Line(text: String(current), ending: "")) }
        return lines
    }
}
