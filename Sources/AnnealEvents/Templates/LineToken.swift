/// A token of a log line: a word, a sign, or a place where something variable stood.
struct LineToken: Equatable {
    /// What is known of a token's text.
    struct Traits: OptionSet, Equatable {
        let rawValue: UInt8
        /// Something variable: the text does not count.
        static let wildcard = Traits(rawValue: 1)
        /// Has a letter.
        static let word = Traits(rawValue: 2)
        /// Two or more capitals and nothing else, as names of states and methods are written.
        static let capitals = Traits(rawValue: 4)
        /// Parts joined by dots or slashes, as names of classes and files are written.
        static let joined = Traits(rawValue: 8)
        /// Stands right after an equals sign.
        static let value = Traits(rawValue: 16)
        /// White space stood before it.
        static let spaced = Traits(rawValue: 32)
        /// The name of a day or month.
        static let calendar = Traits(rawValue: 64)
    }

    /// The hash of a wildcard.
    static let wildcardHash: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A hash of the text.
    var hash: UInt64
    /// Where the text stands in the line, in bytes.
    var range: Range<Int>
    /// What is known of it.
    var traits: Traits

    /// Whether it is variable.
    @inline(__always) var isWildcard: Bool { traits.contains(.wildcard) }
    /// Whether it is a constant word.
    @inline(__always) var isWord: Bool { traits.contains(.word) && !isWildcard }
}

/// Hashes of texts and of sequences of tokens.
enum TokenHash {
    /// The number whose powers weigh the positions of a sequence.
    static let base: UInt64 = 0xD6E8_FEB8_6659_FD93

    /// A hash of bytes.
    @inline(__always) static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xA076_1D64_78BD_642F ^ UInt64(bytes.count)
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        while offset + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            hash = mixed(hash ^ word)
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        return mixed(hash ^ rest)
    }

    /// Spreads a number's bits over all of its places.
    @inline(__always) static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
