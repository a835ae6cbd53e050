/// What the summary of a term's entry tells of one file: its frequencies by field and the length of its positions.
///
/// A byte with a bit for each field where the term stands; its highest bit says that it stands once in each, otherwise the
/// frequencies follow; then the length. All but the first are of variable length.
struct TermSummary {
    private static let allOnce: UInt8 = 0x80

    /// A bit for each field where the term stands.
    var fields: UInt8
    /// Frequencies by field.
    var counts: SIMD8<Float>
    /// Bytes of the positions.
    var length: Int

    /// Writes one.
    @inline(__always)
    static func append(_ counts: SIMD8<Int32>, length: Int, to bytes: inout [UInt8]) {
        var fields: UInt8 = 0
        for field in 0..<IndexField.count where counts[field] > 0 { fields |= 1 << UInt8(field) }
        if counts.max() == 1 {
            bytes.append(fields | allOnce)
        } else {
            bytes.append(fields)
            for field in 0..<IndexField.count where counts[field] > 0 {
                VariableInteger.append(UInt32(counts[field]), to: &bytes)
            }
        }
        VariableInteger.append(UInt32(length), to: &bytes)
    }

    /// Reads the one at an offset and moves the offset behind it; `nil` when the bytes are none.
    @inline(__always)
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) {
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        offset += 1
        fields = first & ~Self.allOnce
        guard fields != 0, fields >> UInt8(IndexField.count) == 0 else { return nil }
        counts = SIMD8()
        for field in 0..<IndexField.count where fields & (1 << UInt8(field)) != 0 {
            if first & Self.allOnce != 0 {
                counts[field] = 1
            } else {
                guard let count = VariableInteger.read(bytes, at: &offset) else { return nil }
                counts[field] = Float(count)
            }
        }
        guard let length = VariableInteger.read(bytes, at: &offset) else { return nil }
        self.length = Int(length)
    }
}
