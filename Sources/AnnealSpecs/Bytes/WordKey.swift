/// A word's first eight bytes in lower case, packed, so that words are compared as numbers.
struct WordKey: Hashable {
    let bits: UInt64

    init(_ bytes: Bytes, _ range: Range<Int>) {
        var bits: UInt64 = 0
        var shift: UInt64 = 0
        for offset in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
            bits |= UInt64(ASCII.lowered(bytes[offset])) << shift
            shift += 8
        }
        self.bits = bits
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
