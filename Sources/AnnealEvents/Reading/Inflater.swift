/// Takes apart what DEFLATE packed. Source: RFC 1951.
struct Inflater {
    private let bytes: [UInt8]
    private let limit: Int
    private var offset: Int
    private var bits: UInt64 = 0
    private var bitCount = 0

    init(_ bytes: [UInt8], from start: Int, limit: Int) {
        self.bytes = bytes
        self.limit = limit
        offset = start
    }

    /// Where the first byte after the packed data is.
    var end: Int { offset - bitCount / 8 }

    /// Appends the content.
    mutating func run(into content: inout [UInt8]) throws(Gzip.Failure) {
        let start = content.count
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored(&content)
            case 1: try decode(.fixedLiterals, .fixedDistances, start, &content)
            case 2:
                let (literals, distances) = try readTables()
                try decode(literals, distances, start, &content)
            default: throw Gzip.Failure(description: "it has a block of an unknown kind")
            }
        }
    }

    private mutating func copyStored(_ content: inout [UInt8]) throws(Gzip.Failure) {
        let skipped = bitCount & 7
        bits >>= UInt64(skipped)
        bitCount -= skipped
        let count = try take(16)
        guard try take(16) == ~count & 0xFFFF else { throw Gzip.Failure(description: "a block's length is wrong") }
        for _ in 0..<count { content.append(UInt8(try take(8))) }
        try check(content.count)
    }

    private mutating func decode(
        _ literals: PrefixCode, _ distances: PrefixCode, _ start: Int, _ content: inout [UInt8]
    ) throws(Gzip.Failure) {
        while true {
            let symbol = try next(literals)
            if symbol < 256 {
                content.append(UInt8(symbol))
                continue
            }
            try check(content.count)
            if symbol == 256 { return }
            guard symbol < 286 else { throw Gzip.Failure(description: "it has an unknown symbol") }
            let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let code = try next(distances)
            guard code < 30 else { throw Gzip.Failure(description: "it has an unknown distance") }
            let distance = Self.distanceBases[code] + (try take(Self.distanceBits[code]))
            guard distance <= content.count - start else {
                throw Gzip.Failure(description: "it points before its beginning")
            }
            for _ in 0..<length { content.append(content[content.count - distance]) }
        }
    }

    private mutating func readTables() throws(Gzip.Failure) -> (PrefixCode, PrefixCode) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.order[index]] = UInt8(try take(3)) }
        let codes = try PrefixCode(codeLengths)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try next(codes)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw Gzip.Failure(description: "a table is wrong") }
                lengths += Array(repeating: last, count: 3 + (try take(2)))
            case 17: lengths += Array(repeating: 0, count: 3 + (try take(3)))
            default: lengths += Array(repeating: 0, count: 11 + (try take(7)))
            }
        }
        guard lengths.count == literalCount + distanceCount else {
            throw Gzip.Failure(description: "a table is wrong")
        }
        return (try PrefixCode(Array(lengths[..<literalCount])), try PrefixCode(Array(lengths[literalCount...])))
    }

    private func check(_ count: Int) throws(Gzip.Failure) {
        guard count <= limit else { throw Gzip.Failure(description: "it holds more than \(limit) bytes") }
    }

    private mutating func fill() {
        while bitCount <= 48, offset < bytes.count {
            bits |= UInt64(bytes[offset]) << UInt64(bitCount)
            bitCount += 8
            offset += 1
        }
    }

    private mutating func take(_ count: Int) throws(Gzip.Failure) -> Int {
        if bitCount < count { fill() }
        guard bitCount >= count else { throw Gzip.Failure(description: "it is cut off") }
        let value = Int(bits & (1 << UInt64(count) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func next(_ code: PrefixCode) throws(Gzip.Failure) -> Int {
        if bitCount < 15 { fill() }
        let (symbol, length) = code.symbol(bits)
        guard length > 0, length <= bitCount else { throw Gzip.Failure(description: "it is damaged or cut off") }
        bits >>= UInt64(length)
        bitCount -= length
        return symbol
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}

/// A canonical prefix code as one table over the next 15 bits.
struct PrefixCode {
    /// Symbol and length of the code that bits begin with, `symbol << 4 | length`.
    private let table: [UInt16]
    private let width: Int

    /// Creates the code of some lengths by symbol, 0 for symbols that do not occur.
    init(_ lengths: [UInt8]) throws(Gzip.Failure) {
        let width = max(1, Int(lengths.max() ?? 0))
        var next = [Int](repeating: 0, count: 17)
        var code = 0
        for length in 1...16 {
            next[length] = code
            code = (code + lengths.count { Int($0) == length }) << 1
        }
        var table = [UInt16](repeating: 0, count: 1 << width)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            let code = next[length]
            next[length] += 1
            guard code < 1 << length else { throw Gzip.Failure(description: "a code has too many symbols") }
            var reversed = 0
            for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
            for entry in stride(from: reversed, to: table.count, by: 1 << length) {
                table[entry] = UInt16(symbol << 4 | length)
            }
        }
        self.table = table
        self.width = width
    }

    private init(known lengths: [UInt8]) {
        guard let code = try? PrefixCode(lengths) else { preconditionFailure("a fixed code is complete") }
        self = code
    }

    /// The symbol that bits begin with and the length of its code; length 0 when there is none.
    @inline(__always) func symbol(_ bits: UInt64) -> (Int, Int) {
        let entry = Int(table[Int(truncatingIfNeeded: bits) & (1 << width - 1)])
        return (entry >> 4, entry & 15)
    }

    /// The code of blocks that bring none.
    static let fixedLiterals = PrefixCode(
        known: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    /// Its distances.
    static let fixedDistances = PrefixCode(known: Array(repeating: 5, count: 30))
}
