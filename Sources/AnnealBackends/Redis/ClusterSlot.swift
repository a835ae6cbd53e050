/// The slots that a cluster divides its keys into.
///
/// Source: the Redis cluster specification: CRC-16/XMODEM of the key, or of what is in its first braces, modulo 16384.
enum ClusterSlot {
    static let count = 16_384

    /// The slot of a key. Complexity: O(bytes).
    static func of(_ key: some Collection<UInt8>) -> Int {
        if let open = key.firstIndex(of: UInt8(ascii: "{")) {
            let rest = key[key.index(after: open)...]
            if let close = rest.firstIndex(of: UInt8(ascii: "}")), close != rest.startIndex {
                return Int(checksum(rest[..<close])) % count
            }
        }
        return Int(checksum(key)) % count
    }

    private static func checksum(_ bytes: some Collection<UInt8>) -> UInt16 {
        bytes.reduce(0 as UInt16) { sum, byte in
            var sum = sum ^ UInt16(byte) << 8
            for _ in 0..<8 { sum = sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021 }
            return sum
        }
    }
}
