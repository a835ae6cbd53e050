/// A length of time in months, days and nanoseconds, none of which can be told in the others: the type `duration`.
public struct CassandraDuration: Sendable, Hashable {
    /// Months.
    public var months: Int32
    /// Days.
    public var days: Int32
    /// Nanoseconds.
    public var nanoseconds: Int64

    /// Creates a length of time; a server wants all three to have the same sign.
    public init(months: Int32, days: Int32, nanoseconds: Int64) {
        self.months = months
        self.days = days
        self.nanoseconds = nanoseconds
    }

    /// Three numbers of variable length, the sign in the lowest bit.
    var bytes: [UInt8] { Self.bytes(Int64(months)) + Self.bytes(Int64(days)) + Self.bytes(nanoseconds) }

    /// Reads three numbers of variable length.
    init(from reader: inout CQLReader) throws(BackendError) {
        guard let months = Int32(exactly: try Self.number(&reader)), let days = Int32(exactly: try Self.number(&reader))
        else { throw CQLReader.malformed("a duration has too many months or days") }
        self.init(months: months, days: days, nanoseconds: try Self.number(&reader))
    }

    /// The leading ones of the first byte tell how many bytes follow.
    private static func bytes(_ number: Int64) -> [UInt8] {
        let folded = UInt64(bitPattern: number << 1 ^ number >> 63)
        let bits = 64 - folded.leadingZeroBitCount
        let following = bits <= 7 ? 0 : min(8, (bits - 1) / 7)
        let whole = withUnsafeBytes(of: folded.bigEndian, Array.init)
        var bytes = following == 8 ? [0xFF] + whole : Array(whole.suffix(following + 1))
        if following < 8 { bytes[0] |= UInt8(truncatingIfNeeded: 0xFF00 >> following) }
        return bytes
    }

    private static func number(_ reader: inout CQLReader) throws(BackendError) -> Int64 {
        let first = try reader.byte()
        let following = (~first).leadingZeroBitCount
        var folded = following >= 7 ? 0 : UInt64(first) & (0xFF >> UInt64(following + 1))
        for _ in 0..<following { folded = folded << 8 | UInt64(try reader.byte()) }
        return Int64(bitPattern: folded >> 1) ^ -Int64(folded & 1)
    }
}
