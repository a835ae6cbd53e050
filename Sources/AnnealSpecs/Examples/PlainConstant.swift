/// Values that a sentence names by a word.
enum PlainConstant {
    /// A number as it is written, `nil` where it is none or no language reads it so: `007`.
    static func number(_ text: String) -> String? {
        let digits = text.utf8.drop { $0 == ASCII.dash }
        guard text.utf8.count - digits.count <= 1, let first = digits.first, ASCII.isDigit(first),
            let last = digits.last, ASCII.isDigit(last), digits.count(where: { $0 == ASCII.dot }) <= 1,
            digits.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.dot })
        else { return nil }
        let hasLeadingZero = digits.count > 1 && digits.starts(with: "0".utf8) && digits.dropFirst().first != ASCII.dot
        return hasLeadingZero ? nil : text
    }

    /// A number moved by one of its last written place: 0.5 less one is 0.4.
    ///
    /// - Parameters:
    ///   - text: what `number(_:)` gave.
    ///   - step: how far.
    /// - Returns: the number; `nil` beyond 64 bits.
    static func number(_ text: String, plus step: Int) -> String? {
        let places = text.utf8.firstIndex(of: ASCII.dot).map {
            text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
        }
        guard let scaled = Int(text.filter { $0 != "." }) else { return nil }
        let (moved, isOver) = scaled.addingReportingOverflow(step)
        guard !isOver else { return nil }
        guard let places else { return String(moved) }
        let digits = String(moved.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(moved < 0 ? "-" : "")\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// A number or constant in the language's notation; `nil` for a word that is none there.
    static func value(_ word: String, _ dialect: Dialect) -> String? {
        if let number = number(word) { return number }
        switch (word, dialect) {
        case ("null", .python): return "None"
        case ("true", .python): return "True"
        case ("false", .python): return "False"
        case ("None", .python), ("True", .python), ("False", .python), ("{}", .python), ("''", .python): return word
        case ("null", .javascript), ("undefined", .javascript), ("Infinity", .javascript), ("{}", .javascript),
            ("''", .javascript):
            return word
        case ("true", .javascript), ("false", .javascript), ("true", .swift), ("false", .swift), ("nil", .swift),
            ("[:]", .swift):
            return word
        case ("[]", _), ("\"\"", _): return word
        default: return nil
        }
    }
}
