/// Gives each word of some texts a number, without making a `String` of a word that it knows.
///
/// Open addressing over FNV-1a hashes; the words lie in one array. Complexity of a look-up: O(n) in the word's bytes.
struct WordTable {
    private var slots = [Int32](repeating: -1, count: 1 << 12)
    private var hashes: [UInt64] = []
    private var offsets: [Int32] = [0]
    private var letters: [UInt8] = []

    /// How many words there are.
    var count: Int { hashes.count }

    /// The number of a word, new or known.
    ///
    /// - Parameter word: its bytes.
    /// - Returns: the number, and whether the word is new.
    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
        let hash = Self.hash(word)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, matches(word, number) { return (number, false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(hashes.count)
        hashes.append(hash)
        letters.append(contentsOf: word)
        offsets.append(Int32(letters.count))
        if hashes.count * 2 > slots.count { grow() }
        return (hashes.count - 1, true)
    }

    /// The hash of a word: FNV-1a with 64 bits.
    ///
    /// Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm".
    @inline(__always)
    static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash ^ (hash >> 32)
    }

    private func matches(_ word: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
        let start = Int(offsets[number])
        guard Int(offsets[number + 1]) - start == word.count else { return false }
        for index in 0..<word.count where letters[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }
}
