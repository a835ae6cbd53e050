internal import Foundation

/// Bytes of a text.
typealias Bytes = View<UInt8>

extension View<UInt8> {
    /// The text of a range.
    func text(_ range: Range<Int>) -> String {
        String(decoding: buffer(range), as: UTF8.self)
    }

    /// Up to eight bytes as a number, the first lowest; bytes after them are 0.
    @inline(__always) func word(at offset: Int, count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        let rest = UnsafeRawBufferPointer(buffer(offset..<offset + count))
        if offset + 8 <= self.count {
            let word = UnsafeRawBufferPointer(buffer(offset..<offset + 8)).loadUnaligned(as: UInt64.self)
            return UInt64(littleEndian: word) & (UInt64.max >> UInt64(64 - 8 * count))
        }
        var word: UInt64 = 0
        for index in 0..<count { word |= UInt64(rest[index]) << UInt64(8 * index) }
        return word
    }

    /// The range without white space at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
        while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// Whether a text stands at an offset, letters in either case.
    func has(_ word: StaticString, at offset: Int, before end: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset >= 0, offset + count <= end else { return false }
        let start = word.utf8Start
        let bytes = buffer(offset..<offset + count)
        for index in 0..<count where ASCII.lowered(bytes[index]) != start[index] { return false }
        return true
    }

    /// Where a text (given in lower case) first stands in a range, letters in either case.
    func find(_ word: StaticString, in range: Range<Int>) -> Int? {
        let count = word.utf8CodeUnitCount
        guard count > 0, range.count >= count else { return nil }
        let first = word.utf8Start[0]
        let bytes = buffer(range)
        for index in 0...bytes.count - count
        where ASCII.lowered(bytes[index]) == first
            && has(word, at: range.lowerBound + index, before: range.upperBound)
        {
            return range.lowerBound + index
        }
        return nil
    }

    /// Whether a text stands somewhere, letters in the case given.
    func holds(_ word: StaticString) -> Bool {
        let last = count - word.utf8CodeUnitCount
        var offset = 0
        while offset <= last, let found = find(word.utf8Start[0], in: offset..<last + 1) {
            if buffer(found..<found + word.utf8CodeUnitCount).elementsEqual(
                UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
            {
                return true
            }
            offset = found + 1
        }
        return false
    }

    /// Where a byte first stands in a range.
    func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
        let bytes = buffer(range)
        guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
        return range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
    }

    /// The parts of a range between some bytes, without empty ones.
    func split(_ range: Range<Int>, at byte: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = find(byte, in: start..<range.upperBound) ?? range.upperBound
            if end > start { parts.append(start..<end) }
            start = end + 1
        }
        return parts
    }
}
