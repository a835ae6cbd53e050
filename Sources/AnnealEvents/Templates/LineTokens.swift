/// The tokens of a line, with runs of variable things drawn together as they come.
///
/// `3 5 7`, `3, 5, 7`, `4.5 KB` and `Wed Jun 22 13:16:30 2005` are one wildcard each, so that lists, quantities and dates
/// of any length are the same template.
struct LineTokens {
    /// Tokens beyond this number do not count.
    static let limit = 400

    private(set) var items: [LineToken] = []
    private let equals = Self.hash(of: "=")
    private let separators = (Self.hash(of: ","), Self.hash(of: ";"), Self.hash(of: "|"))

    /// Whether no more tokens are taken.
    var isFull: Bool { items.count >= Self.limit }

    mutating func removeAll() { items.removeAll(keepingCapacity: true) }

    /// The hash of the sequence. Complexity: O(tokens).
    var hash: UInt64 {
        var hash: UInt64 = 1
        for token in items { hash = hash &* TokenHash.base &+ token.hash }
        return hash
    }

    /// Adds a constant.
    @inline(__always) mutating func append(_ token: LineToken) {
        if token.traits.contains(.calendar), let last = items.last {
            if last.isWildcard { return }
            if last.traits.contains(.calendar) {
                items.removeLast()
                return appendWildcard(last.range.lowerBound..<token.range.upperBound, last.traits)
            }
        }
        var token = token
        if let last = items.last, last.hash == equals { token.traits.insert(.value) }
        items.append(token)
    }

    /// Adds something variable.
    @inline(__always) mutating func appendWildcard(_ range: Range<Int>, _ traits: LineToken.Traits) {
        var spaced = traits.intersection(.spaced)
        if let last = items.last, last.traits.contains(.calendar), !last.isWildcard {
            spaced = last.traits.intersection(.spaced)
            items.removeLast()
        }
        if let last = items.last {
            if last.isWildcard { return }
            if items.count > 1,
                separators.0 == last.hash || separators.1 == last.hash
                    || separators.2 == last.hash, items[items.count - 2].isWildcard
            {
                items.removeLast()
                return
            }
            if last.hash == equals { spaced.insert(.value) }
        }
        items.append(LineToken(hash: LineToken.wildcardHash, range: range, traits: spaced.union(.wildcard)))
    }

    /// Whether the last token is variable.
    @inline(__always) var endsWithWildcard: Bool { items.last?.isWildcard ?? false }

    private static func hash(of text: StaticString) -> UInt64 {
        TokenHash.of(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
