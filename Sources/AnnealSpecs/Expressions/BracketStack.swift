/// Open brackets, innermost last, at most 64, without memory of their own: three bits for each.
struct BracketStack {
    private var isSquare: UInt64 = 0
    private var isCurly: UInt64 = 0
    private var isCall: UInt64 = 0
    private(set) var count = 0

    /// A bracket: its opening byte, and whether it opens a call.
    struct Bracket {
        var byte: UInt8
        var isCall: Bool
    }

    var isEmpty: Bool { count == 0 }
    /// The outermost bracket.
    var first: Bracket? { isEmpty ? nil : bracket(count - 1) }
    /// The innermost bracket.
    var last: Bracket? { isEmpty ? nil : bracket(0) }

    /// Opens a bracket; of more than 64 only the innermost are known.
    mutating func append(_ byte: UInt8, isCall: Bool) {
        isSquare = isSquare << 1 | (byte == UInt8(ascii: "[") ? 1 : 0)
        isCurly = isCurly << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
        self.isCall = self.isCall << 1 | (isCall ? 1 : 0)
        count += 1
    }

    /// Closes the innermost bracket.
    mutating func popLast() -> Bracket? {
        guard let last else { return nil }
        isSquare >>= 1
        isCurly >>= 1
        isCall >>= 1
        count -= 1
        return last
    }

    private func bracket(_ depth: Int) -> Bracket {
        let bit = UInt64(1) << UInt64(depth)
        let byte =
            isSquare & bit != 0 ? UInt8(ascii: "[") : isCurly & bit != 0 ? UInt8(ascii: "{") : ASCII.openParenthesis
        return Bracket(byte: byte, isCall: isCall & bit != 0)
    }
}
