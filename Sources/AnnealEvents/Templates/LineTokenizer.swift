/// Cuts a log line into tokens: at white space, at `= , ; ( ) [ ] { } < > " ' |`, before numbers after a colon, and at
/// rows of dots.
struct LineTokenizer {
    private let patterns = VariablePatterns()

    /// Cuts a line.
    ///
    /// - Parameters:
    ///   - line: the line's bytes, in UTF-8 as a rule; other bytes count as letters.
    ///   - tokens: takes the tokens; what it held is removed.
    func tokenize(_ line: UnsafeBufferPointer<UInt8>, into tokens: inout LineTokens) {
        tokens.removeAll()
        var offset = 0
        let end = line.count
        while offset < end, !tokens.isFull {
            while offset < end, LogByte.isSpace(line[offset]) { offset += 1 }
            let start = offset
            while offset < end, !LogByte.isSpace(line[offset]) { offset += 1 }
            if start < offset { word(line, start, offset, &tokens) }
        }
    }

    private func word(
        _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ tokens: inout LineTokens
    ) {
        let first = line[start]
        if end - start >= 2, isEmptyPair(line, start, end) {
            sign(line, start..<start + 1, .spaced, &tokens)
            tokens.appendWildcard(start + 1..<start + 1, [])
            return pieces(line, start + 1, end, &tokens, [])
        }
        if isLiteral(line, start, end) || isOctets(line, start, end) {
            var stop = end
            while stop > start, line[stop - 1] == 0x2C || line[stop - 1] == 0x3B { stop -= 1 }
            tokens.appendWildcard(start..<stop, .spaced)
            return pieces(line, stop, end, &tokens, [])
        }
        // "<1" and "~3" are quantities; "<1>" is not.
        let isBound = end - start >= 2 && LogByte.isDigit(line[start + 1])
        if isBound, first == 0x3C || first == 0x3E || first == 0x7E, line[end - 1] != 0x3E {
            return pieces(line, start + 1, end, &tokens, .spaced)
        }
        pieces(line, start, end, &tokens, .spaced)
    }

    private func pieces(
        _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ tokens: inout LineTokens,
        _ before: LineToken.Traits
    ) {
        var spaced = before
        var offset = start
        while offset < end {
            let from = offset
            let byte = line[offset]
            if LogByte.isDelimiter(byte) {
                offset += 1
                sign(line, from..<offset, spaced, &tokens)
                if byte == 0x3D { afterEquals(line, &offset, end, hasKey(line, from, start), &tokens) }
            } else if byte == 0x2E, offset + 1 < end, line[offset + 1] == 0x2E {
                while offset < end, line[offset] == 0x2E { offset += 1 }
                sign(line, from..<offset, spaced, &tokens)
            } else if byte == 0x3A, splitsColon(line, offset, from, start, end) {
                offset += 1
                sign(line, from..<offset, spaced, &tokens)
            } else {
                offset += 1
                while offset < end, !endsPiece(line, offset, start, end) { offset += 1 }
                if isAddress(line, offset, end) { offset = endOfAddress(line, offset, end) }
                piece(line, from..<offset, spaced, &tokens)
            }
            spaced = []
        }
    }

    /// Whether what stands before an equals sign is a name: `==`, `<=` and `!=` have none.
    private func hasKey(_ line: UnsafeBufferPointer<UInt8>, _ equals: Int, _ start: Int) -> Bool {
        guard equals > start else { return false }
        let before = line[equals - 1]
        return LogByte.isLetter(before) || LogByte.isDigit(before) || before == 0x5F || before == 0x5D
    }

    /// After `key=`: nothing there is an empty value; otherwise the value goes on to white space or a sign that closes
    /// or separates, brackets within it included.
    private func afterEquals(
        _ line: UnsafeBufferPointer<UInt8>, _ offset: inout Int, _ end: Int, _ hasKey: Bool,
        _ tokens: inout LineTokens
    ) {
        guard offset < end else {
            if hasKey { tokens.appendWildcard(offset..<offset, []) }
            return
        }
        guard hasKey, !LogByte.isDelimiter(line[offset]) else { return }
        let from = offset
        var depth = 0
        scan: while offset < end {
            switch line[offset] {
            case 0x28, 0x5B, 0x7B: depth += 1
            case 0x29, 0x5D, 0x7D:
                if depth == 0 { break scan }
                depth -= 1
            case 0x2C, 0x3B, 0x22, 0x27, 0x7C, 0x3E: if depth == 0 { break scan }
            default: break
            }
            offset += 1
        }
        if isLiteral(line, from, offset) { return tokens.appendWildcard(from..<offset, []) }
        piece(line, from..<offset, [], &tokens)
    }

    @inline(__always) private func piece(
        _ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ spaced: LineToken.Traits, _ tokens: inout LineTokens
    ) {
        let bytes = UnsafeBufferPointer(rebasing: line[range])
        let traits = patterns.traits(of: bytes)
        if traits.contains(.wildcard) { return tokens.appendWildcard(range, spaced) }
        if tokens.endsWithWildcard, range.count <= 4, patterns.words.isUnit(KnownWords.number(bytes)) { return }
        tokens.append(LineToken(hash: TokenHash.of(bytes), range: range, traits: traits.union(spaced)))
    }

    @inline(__always) private func sign(
        _ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ spaced: LineToken.Traits, _ tokens: inout LineTokens
    ) {
        let hash = TokenHash.of(UnsafeBufferPointer(rebasing: line[range]))
        tokens.append(LineToken(hash: hash, range: range, traits: spaced))
    }

    /// Whether `//` stands after a colon: the colon does not end a piece then, and neither does what an address may hold.
    @inline(__always) private func isAddress(_ line: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int) -> Bool {
        offset + 2 < end && line[offset] == 0x3A && line[offset + 1] == 0x2F && line[offset + 2] == 0x2F
    }

    private func endOfAddress(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var offset = start
        scan: while offset < end {
            switch line[offset] {
            case 0x22, 0x27, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7C, 0x7D: break scan
            default: offset += 1
            }
        }
        while offset > start, line[offset - 1] == 0x2C || line[offset - 1] == 0x3B { offset -= 1 }
        return offset
    }

    @inline(__always) private func endsPiece(
        _ line: UnsafeBufferPointer<UInt8>, _ offset: Int, _ start: Int, _ end: Int
    ) -> Bool {
        let byte = line[offset]
        if LogByte.isDelimiter(byte) { return true }
        if byte == 0x2E { return offset + 1 < end && line[offset + 1] == 0x2E }
        return byte == 0x3A && splitsColon(line, offset, start, start, end)
    }

    /// A colon ends a name before a number or a bracket and at the end of a word, not within `::`, `://` and times.
    @inline(__always) private func splitsColon(
        _ line: UnsafeBufferPointer<UInt8>, _ offset: Int, _ from: Int, _ start: Int, _ end: Int
    ) -> Bool {
        guard offset + 1 < end else { return true }
        let next = line[offset + 1]
        if next == 0x28 || next == 0x5B { return true }
        if next == 0x2F { return isAddress(line, offset, end) || offset != start + 1 }
        guard LogByte.isDigit(next) || next == 0x2D, offset > start else { return false }
        return LogByte.isLetter(line[offset - 1])
    }

    /// `()`, `[]`, `{}`, `""`, `''`, with or without signs after them.
    private func isEmptyPair(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        switch (line[start], line[start + 1]) {
        case (0x28, 0x29), (0x5B, 0x5D), (0x7B, 0x7D), (0x22, 0x22), (0x27, 0x27):
            end - start == 2 || (end - start == 3 && !LogByte.isLetter(line[start + 2]))
        default: false
        }
    }

    private func isLiteral(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start <= 11 else { return false }
        var stop = end
        while stop > start, line[stop - 1] == 0x2C || line[stop - 1] == 0x3B { stop -= 1 }
        guard stop - start >= 3, stop - start <= 8 else { return false }
        return patterns.words.isLiteral(KnownWords.number(UnsafeBufferPointer(rebasing: line[start..<stop])))
    }

    /// Four or more pairs of hexadecimal digits between colons or hyphens, as hardware addresses are written.
    private func isOctets(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 11, line[start + 2] == 0x3A || line[start + 2] == 0x2D else { return false }
        var stop = end
        while line[stop - 1] == 0x2C || line[stop - 1] == 0x3B { stop -= 1 }
        guard (stop - start) % 3 == 2 else { return false }
        for offset in start..<stop {
            if (offset - start) % 3 == 2 {
                guard line[offset] == line[start + 2] else { return false }
            } else if !LogByte.isHexadecimal(line[offset]) {
                return false
            }
        }
        return true
    }
}
