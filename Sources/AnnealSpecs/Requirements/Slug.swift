/// Identifiers made from words, for requirements that have none.
enum Slug {
    /// Makes an identifier from up to eight words: `Parse a label` becomes `parse-a-label`.
    ///
    /// - Parameter text: a heading or sentence.
    /// - Returns: letters, digits and dashes; `requirement` if the text has none.
    static func make(_ text: String) -> String {
        var out: [UInt8] = []
        var words = 0
        for byte in text.utf8 {
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.underscore || byte >= 0x80 {
                out.append(ASCII.lowered(byte))
            } else if let last = out.last, last != ASCII.dash {
                words += 1
                if words == 8 || out.count > 60 { break }
                out.append(ASCII.dash)
            }
        }
        while out.last == ASCII.dash { out.removeLast() }
        return out.isEmpty ? "requirement" : String(decoding: out, as: UTF8.self)
    }
}

/// Gives each identifier once: later equal ones get `-2`, `-3`, ….
struct UniqueIdentifiers {
    private var seen: [String: Int] = [:]

    /// Prepares for about as many identifiers.
    init(capacity: Int = 0) { seen.reserveCapacity(capacity) }

    /// Whether an identifier has been given.
    func contains(_ id: String) -> Bool { seen[id] != nil }

    /// The identifier to use for a wanted one. Complexity: O(1) on average.
    mutating func take(_ wanted: String) -> String {
        guard let count = seen[wanted] else {
            seen[wanted] = 1
            return wanted
        }
        var number = count + 1
        while seen["\(wanted)-\(number)"] != nil { number += 1 }
        seen[wanted] = number
        let made = "\(wanted)-\(number)"
        seen[made] = 1
        return made
    }
}
