/// Words of a text as they are compared: lower case, without those that say nothing, cut to a stem.
enum Terms {
    private static let empty: Set<String> = [
        "a", "an", "the", "of", "for", "in", "to", "and", "or", "with", "without", "on", "by", "from", "that", "this",
        "is", "are", "be", "as", "at", "it", "its", "into", "over", "using", "use", "used", "uses", "which", "you",
        "your", "can", "has", "have", "not", "no", "all", "any", "other", "one", "more", "several", "many", "some",
        "very", "so", "than", "them", "they", "these", "those", "s", "t", "based", "provides", "providing", "provide",
        "package", "packages", "contains", "file", "files", "such", "also", "only", "via", "within", "while", "when",
        "where", "between",
    ]

    /// Endings and what they become, the first that fits counts.
    private static let endings: [(String, String)] = [
        ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("ising", "ize"), ("izing", "ize"),
        ("ised", "ize"), ("ized", "ize"), ("iser", "ize"), ("izer", "ize"), ("ise", "ize"), ("ies", "y"),
        ("ment", ""), ("ness", ""), ("ings", ""), ("ing", ""), ("ers", ""), ("er", ""), ("or", ""), ("ed", ""),
        ("es", ""), ("s", ""), ("e", ""), ("al", ""), ("ion", ""),
    ]

    /// The stems of a text's words in order.
    ///
    /// Complexity: O(n) in the text's length.
    static func of(_ text: String) -> [String] { words(text).filter { !empty.contains($0) }.map(stem) }

    /// The words of a text in lower case; `c++` is one, `cpp`.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func end() {
            guard !word.isEmpty else { return }
            let text = String(decoding: word, as: UTF8.self)
            words.append(text == "c++" ? "cpp" : text)
            word = []
        }
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A: word.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39: word.append(byte)
            case 0x2B where !word.isEmpty, 0x23 where !word.isEmpty: word.append(byte)
            case 0x27: continue
            default: end()
            }
        }
        end()
        return words
    }

    /// A word without its ending, so that "monitoring" and "monitors" meet. It is short and rough, not Porter's.
    static func stem(_ word: String) -> String {
        guard word.utf8.count > 3 else { return word }
        var bytes = Array(word.utf8)
        for (ending, other) in endings where word.hasSuffix(ending) && bytes.count - ending.utf8.count >= 3 {
            bytes.removeLast(ending.utf8.count)
            bytes += Array(other.utf8)
            break
        }
        if bytes.count > 4, let last = bytes.last, last == bytes[bytes.count - 2], last != UInt8(ascii: "s"),
            last != UInt8(ascii: "l")
        {
            bytes.removeLast()
        }
        if bytes.count > 4, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A name without what stands between its parts.
    static func squeezed(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { isNameByte($0) }, as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2B
    }
}
