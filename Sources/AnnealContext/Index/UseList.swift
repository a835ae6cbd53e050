/// The names that a file's code uses, as hashes with counts.
enum UseList {
    /// The hash of a name. Two names may share one; a reference is then seen that is none, which costs little.
    static func hash(_ name: String) -> UInt32 {
        Array(name.utf8).withUnsafeBufferPointer { UInt32(truncatingIfNeeded: WordTable.hash($0)) }
    }

    /// Writes them: all hashes in order, then all counts, a byte each.
    static func bytes(_ uses: [UInt32: Int]) -> [UInt8] {
        let ordered = uses.sorted { $0.key < $1.key }
        return Numbers.bytes(ordered.map(\.key)) + ordered.map { UInt8(min($0.value, 255)) }
    }

    /// Reads them.
    static func uses(_ bytes: UnsafeRawBufferPointer) -> [(hash: UInt32, count: Int)] {
        let count = bytes.count / 5
        return (0..<count).map { index in
            (
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)),
                Int(bytes[4 * count + index])
            )
        }
    }
}
