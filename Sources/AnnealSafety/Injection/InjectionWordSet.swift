/// A few words by their hash, made to dismiss most words at once.
struct InjectionWordSet: Sendable {
    private var bits = [UInt64](repeating: 0, count: 64)
    private var hashes: Set<UInt64> = []

    /// Words parted by spaces.
    init(_ words: String) {
        for word in words.split(separator: " ") {
            let hash = InjectionHash.lowercased(Array(word.utf8))
            hashes.insert(hash)
            bits[Self.place(hash)] |= Self.bit(hash)
        }
    }

    @inline(__always)
    func contains(_ hash: UInt64) -> Bool {
        bits[Self.place(hash)] & Self.bit(hash) != 0 && hashes.contains(hash)
    }

    @inline(__always)
    private static func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) & 63 }

    @inline(__always)
    private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash >> 30 & 63) }
}
