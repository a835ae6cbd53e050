/// A word's first eight bytes in lower case, packed, so that words are compared as numbers.
struct WordKey: Hashable {
    let bits: UInt64

    init(_ bytes: Bytes, _ range: Range<Int>) {
        let count = min(range.count, 8)
        let word = bytes.word(at: range.lowerBound, count: count)
        // Letters from A to Z in all bytes at once: those that reach 0x80 by adding 0x80 - "A", and do not by 0x7F - "Z".
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let letters = (low &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(low &+ 0x2525_2525_2525_2525) & ~word & 0x8080_8080_8080_8080
        bits = word | letters >> 2
    }

    init(_ word: String) {
        self = word.withBytes { WordKey($0, 0..<$0.count) }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(bits) }
}

/// A set of words, given as one text with spaces between them.
///
/// Words that share their first eight bytes are the same to it: `evaluate` and `evaluates`.
struct WordSet: Sendable {
    private let keys: View<UInt64>

    init(_ words: String) {
        var keys = [UInt64](repeating: 0, count: 64)
        let all = Set(words.split(separator: " ").map { WordKey(String($0)).bits })
        while keys.count < all.count * 3 { keys.append(contentsOf: [UInt64](repeating: 0, count: keys.count)) }
        for bits in all {
            var slot = Self.slot(bits, keys.count)
            while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
            keys[slot] = bits
        }
        // Word sets are constants of the program: their memory is never given back, so that nobody counts references.
        let kept = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: keys.count)
        _ = kept.initialize(fromContentsOf: keys)
        self.keys = View(UnsafeBufferPointer(kept))
    }

    @inline(__always) private static func slot(_ bits: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
    }

    func contains(_ key: WordKey) -> Bool {
        guard key.bits != 0 else { return false }
        var slot = Self.slot(key.bits, keys.count)
        while keys[slot] != 0 {
            if keys[slot] == key.bits { return true }
            slot = (slot + 1) & (keys.count - 1)
        }
        return false
    }
}
