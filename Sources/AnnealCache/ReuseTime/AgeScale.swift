/// Ages in requests, cut into buckets of which two fill an octave: 0, 1, 2, 3, 4–5, 6–7, 8–11, 12–15, … The last bucket
/// has no end.
enum AgeScale {
    /// The number of buckets.
    static let count = 44

    /// The bucket of an age.
    @inline(__always)
    static func bucket(_ age: UInt32) -> Int {
        guard age >= 2 else { return Int(age) }
        let octave = 31 - age.leadingZeroBitCount
        return min(count - 1, 2 * octave + Int(age >> (UInt32(octave) - 1) & 1))
    }

    /// The first age of every bucket, and the first age behind the last one.
    static let starts: [UInt32] = (0...count).map { bucket in
        guard bucket >= 2 else { return UInt32(bucket) }
        let octave = UInt32(bucket / 2)
        return 1 << octave + (bucket % 2 == 1 ? 1 << (octave - 1) : 0)
    }

    /// The width of every bucket.
    static let widths: [Double] = (0..<count).map { Double(starts[$0 + 1] - starts[$0]) }

    /// Sixteen times the binary logarithm, interpolated within an octave; 0 for an age of 0 or 1.
    static func logarithm(_ age: UInt32) -> Int {
        guard age >= 2 else { return 0 }
        let octave = 31 - age.leadingZeroBitCount
        let fraction = octave >= 4 ? age >> UInt32(octave - 4) : age << UInt32(4 - octave)
        return 16 * octave + Int(fraction & 15)
    }
}
