/// Classes of bytes.
enum InjectionBytes {
    /// Letters, digits, `_` and everything beyond ASCII.
    @inline(__always)
    static func isWord(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return true }
        let low: UInt64 = 0x03FF_0000_0000_0000
        let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
        return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    @inline(__always)
    static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
