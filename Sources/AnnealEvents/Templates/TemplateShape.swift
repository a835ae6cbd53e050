/// A sequence of tokens with their texts: a masked line, or a template that came of several.
struct TemplateShape {
    /// The tokens.
    private(set) var tokens: [LineToken]
    /// The bytes that the tokens' ranges mean.
    private let bytes: [UInt8]
    /// The hash of each token times the power of its place.
    private(set) var terms: [UInt64]
    /// The hash of the sequence.
    private(set) var hash: UInt64
    /// How many constant words it has.
    private(set) var wordCount: Int

    init(_ tokens: [LineToken], of line: UnsafeBufferPointer<UInt8>) {
        self.init(tokens, bytes: Array(line[..<(tokens.last?.range.upperBound ?? 0)]))
    }

    private init(_ tokens: [LineToken], bytes: [UInt8]) {
        self.tokens = tokens
        self.bytes = bytes
        var terms = [UInt64](repeating: 0, count: tokens.count)
        var power: UInt64 = 1
        for index in tokens.indices.reversed() {
            terms[index] = tokens[index].hash &* power
            power &*= TokenHash.base
        }
        self.terms = terms
        hash = terms.reduce(power, &+)
        wordCount = tokens.count { $0.isWord }
    }

    /// The shape with something variable in place of some tokens.
    func replacing(_ span: Range<Int>) -> TemplateShape {
        var traits: LineToken.Traits = .wildcard
        traits.formUnion(tokens[span.lowerBound].traits.intersection([.spaced, .value]))
        let bytes = tokens[span.lowerBound].range.lowerBound..<tokens[span.upperBound - 1].range.upperBound
        let wildcard = LineToken(hash: LineToken.wildcardHash, range: bytes, traits: traits)
        return TemplateShape(tokens[..<span.lowerBound] + [wildcard] + tokens[span.upperBound...], bytes: self.bytes)
    }

    /// A key of what is left when the token at a place is taken out.
    func key(without place: Int) -> UInt64 {
        TokenHash.mixed(hash &- terms[place] ^ TokenHash.mixed(UInt64(place) << 32 | UInt64(tokens.count)))
    }

    /// A key of what is left when the tokens at some of the first 64 places are taken out.
    func rest(without places: UInt64) -> UInt64 {
        var rest = hash
        var bits = places
        while bits != 0 {
            rest = rest &- terms[bits.trailingZeroBitCount]
            bits &= bits - 1
        }
        return TokenHash.mixed(rest ^ TokenHash.mixed(places))
    }

    /// The places among the first 64 at which another shape of the same length has another token, as bits; 0 when the
    /// shapes differ elsewhere or in more than half of the words.
    func differences(from other: TemplateShape) -> UInt64 {
        guard tokens.count == other.tokens.count else { return 0 }
        var places: UInt64 = 0
        var left = wordCount / 2
        for place in tokens.indices where tokens[place].hash != other.tokens[place].hash {
            guard left > 0, place < 64 else { return 0 }
            left -= 1
            places |= 1 << UInt64(place)
        }
        return places
    }

    /// The shape with something variable at some of the first 64 places.
    func replacing(places: UInt64) -> TemplateShape {
        var tokens = tokens
        var bits = places
        while bits != 0 {
            let place = bits.trailingZeroBitCount
            tokens[place].hash = LineToken.wildcardHash
            tokens[place].traits.formIntersection([.spaced, .value])
            tokens[place].traits.insert(.wildcard)
            bits &= bits - 1
        }
        return TemplateShape(tokens, bytes: bytes)
    }

    /// A hash of the first token, and of the places and texts of all tokens that are no words.
    var skeleton: UInt64 {
        var hash = tokens.first?.hash ?? 0
        for token in tokens { hash = hash &* TokenHash.base &+ (token.isWord ? 1 : token.hash) }
        return TokenHash.mixed(hash)
    }

    /// A key of what stands before and after a run of tokens, however long that is, and a hash of the run.
    func key(withoutRun run: Range<Int>) -> (rest: UInt64, run: UInt64) {
        var before: UInt64 = 2
        var after: UInt64 = 3
        var within: UInt64 = 5
        for index in tokens.indices {
            let hash = tokens[index].hash
            if index < run.lowerBound {
                before = before &* TokenHash.base &+ hash
            } else if index < run.upperBound {
                within = within &* TokenHash.base &+ hash
            } else {
                after = after &* TokenHash.base &+ hash
            }
        }
        return (TokenHash.mixed(before ^ TokenHash.mixed(after)), TokenHash.mixed(within))
    }

    /// The text, with `<*>` for what is variable.
    var text: String {
        var text: [UInt8] = []
        for token in tokens {
            if token.traits.contains(.spaced), !text.isEmpty { text.append(0x20) }
            if token.isWildcard {
                text.append(contentsOf: "<*>".utf8)
            } else {
                text.append(contentsOf: bytes[token.range])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
