/// A range of a document of at most 16 MB, in half the space.
struct Offsets {
    var lower: Int32 = 0
    var upper: Int32 = 0

    /// The range.
    @inline(__always) var range: Range<Int> { Int(lower)..<Int(upper) }
}

extension Offsets {
    /// No range.
    @inline(__always) static var none: Offsets { Offsets(lower: -1, upper: -1) }

    /// The range if there is one.
    @inline(__always) var ifSome: Range<Int>? { lower < 0 ? nil : range }

    /// Packs a range, if there is one.
    @inline(__always) init(_ range: Range<Int>?) {
        self.init(
            lower: range.map { Int32($0.lowerBound) } ?? -1, upper: range.map { Int32($0.upperBound) } ?? -1)
    }

    /// Packs a range.
    @inline(__always) init(_ range: Range<Int>) {
        self.init(lower: Int32(range.lowerBound), upper: Int32(range.upperBound))
    }
}
