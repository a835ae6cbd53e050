/// The bytes under examination: reading outside of them gives 0, which is in no set and equals no sign, so that the
/// readers need no bounds of their own.
///
/// It borrows the bytes and must not outlive the closure that it was made in.
struct ScannedText {
    private let base: UnsafePointer<UInt8>
    let count: Int
    let place: FilePlace

    init?(_ bytes: UnsafeBufferPointer<UInt8>, place: FilePlace) {
        guard let base = bytes.baseAddress else { return nil }
        self.base = base
        count = bytes.count
        self.place = place
    }

    @inline(__always)
    subscript(_ index: Int) -> UInt8 { index >= 0 && index < count ? base[index] : 0 }

    /// Whether a text stands at a position, upper and lower case being one; the text must be in lower case.
    func hasFolded(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where Byte.folded(base[index + offset]) != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether a text stands at a position.
    func has(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where base[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Whether bytes stand at a position.
    func has(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index >= 0, index + bytes.count <= count else { return false }
        for offset in 0..<bytes.count where base[index + offset] != bytes[offset] { return false }
        return true
    }

    /// Where a lower-case text stands first within a range, upper and lower case being one. Complexity: O(n · m).
    func firstFolded(_ text: StaticString, in range: Range<Int>) -> Int? {
        let last = min(range.upperBound, count) - text.utf8CodeUnitCount
        var index = max(0, range.lowerBound)
        let first = text.utf8Start[0]
        while index <= last {
            if Byte.folded(base[index]) == first, hasFolded(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Where a byte stands first within a range.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        var index = max(0, range.lowerBound)
        let end = min(range.upperBound, count)
        while index < end {
            if base[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The first byte of a position's line, or of the part of it that `limit` bytes hold.
    func lineStart(_ index: Int, limit: Int = 512) -> Int {
        var start = min(index, count)
        let floor = max(0, index - limit)
        while start > floor, base[start - 1] != Byte.lineFeed { start -= 1 }
        return start
    }

    /// The byte after the last one of a position's line, without its end, at most `limit` bytes on.
    func lineEnd(_ index: Int, limit: Int = 1024) -> Int {
        var end = max(0, index)
        let ceiling = min(count, end + limit)
        while end < ceiling, base[end] != Byte.lineFeed { end += 1 }
        return end > index && self[end - 1] == Byte.carriageReturn ? end - 1 : end
    }

    /// The first position at or after one whose byte is outside of a set.
    func skip(_ set: ByteSet, from index: Int, limit: Int = 1024) -> Int {
        var end = index
        let ceiling = min(count, index + limit)
        while end < ceiling, set.contains(base[end]) { end += 1 }
        return end
    }

    /// The first position from which on all bytes before another one are in a set.
    func skipBack(_ set: ByteSet, before index: Int, limit: Int = 1024) -> Int {
        var start = min(index, count)
        let floor = max(0, start - limit)
        while start > floor, set.contains(base[start - 1]) { start -= 1 }
        return start
    }

    /// The bytes of a range, for decoding; only of what may be a secret.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        return Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }
}
