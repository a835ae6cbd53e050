/// Cuts the endings of English words, so that `parsing`, `parsed` and `parses` meet.
///
/// A light stemmer: plural, `-ing`, `-ed` and a final `e`. Stronger ones (Porter) join words that mean different things
/// in code. Source: D. Harman, "How effective is suffixing?" (1991), with the two verb endings added.
enum Stemmer {
    /// The stem of a word in lower-case ASCII; other words are returned as they are.
    ///
    /// - Parameter word: bytes `a`–`z` and digits.
    /// - Returns: its stem. Complexity: O(n).
    static func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard word.count > 3 else { return word }
        var stem = plural(word)
        for ending in [Array("ing".utf8), Array("ed".utf8)] where stem.ends(with: ending) {
            let rest = stem.dropLast(ending.count)
            guard rest.count >= 3, rest.contains(where: isVowel) else { continue }
            stem = rest
            if let last = stem.last, stem.count >= 4, last == stem[stem.endIndex - 2], last != 0x6C, last != 0x73,
                last != 0x7A
            {
                stem = stem.dropLast()
            }
            break
        }
        if stem.count > 4, stem.last == 0x65 { stem = stem.dropLast() }
        return stem
    }

    private static func plural(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard word.last == 0x73 else { return word }
        if word.count > 4, word.ends(with: "ies".utf8) { return word.dropLast(3) + [0x79] }
        for ending in ["sses", "xes", "ches", "shes"] where word.ends(with: ending.utf8) { return word.dropLast(2) }
        switch word[word.endIndex - 2] {
        case 0x73, 0x75, 0x69: return word
        default: return word.dropLast()
        }
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with ending: some BidirectionalCollection<UInt8>) -> Bool {
        count >= ending.count && suffix(ending.count).elementsEqual(ending)
    }
}
