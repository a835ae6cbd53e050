/// Tells from its form alone whether a piece of a line is variable: what has a digit, long hexadecimal numbers, paths,
/// addresses, names of files and hosts.
struct VariablePatterns {
    let words = KnownWords()

    /// What a piece is.
    ///
    /// - Parameter piece: the bytes of a piece without white space.
    /// - Returns: its traits; `.wildcard` when it is variable.
    @inline(__always) func traits(of piece: UnsafeBufferPointer<UInt8>) -> LineToken.Traits {
        var letters = 0
        var capitals = 0
        var joints = 0
        var stars = 0
        var hexadecimals = 0
        for byte in piece {
            if LogByte.isDigit(byte) { return .wildcard }
            if LogByte.isLetter(byte) {
                letters += 1
                if LogByte.isCapital(byte) { capitals += 1 }
                if LogByte.isHexadecimal(byte) { hexadecimals += 1 }
            } else if byte == 0x2E || byte == 0x2F || byte == 0x5C || byte == 0x40 {
                joints += 1
            } else if byte == 0x2A {
                stars += 1
            }
        }
        guard letters > 0 else { return stars == piece.count ? .wildcard : [] }
        if hexadecimals == piece.count, hexadecimals >= 8 { return .wildcard }
        var traits: LineToken.Traits = .word
        if capitals == piece.count, capitals > 1 { traits.insert(.capitals) }
        guard joints > 0 else {
            if piece.count == 3, words.isCalendar(KnownWords.number(piece)) { traits.insert(.calendar) }
            return traits
        }
        return joined(piece, traits)
    }

    private func joined(_ piece: UnsafeBufferPointer<UInt8>, _ traits: LineToken.Traits) -> LineToken.Traits {
        if isPath(piece) || isAddress(piece) || isNamedFileOrHost(piece) { return .wildcard }
        let inner = piece.dropFirst().dropLast()
        guard inner.contains(where: { $0 == 0x2E || $0 == 0x2F || $0 == 0x5C }) else { return traits }
        return traits.union(.joined)
    }

    private func isPath(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = piece.count
        guard count > 1 else { return false }
        let slash: UInt8 = 0x2F
        if piece[0] == slash {
            let second = piece[1]
            return LogByte.isLetter(second) || second == 0x5F || second == 0x2E || second == 0x2D || second == slash
        }
        if count > 3, piece[1] == 0x3A, piece[2] == 0x5C || piece[2] == slash, LogByte.isLetter(piece[0]) {
            return true
        }
        if piece[0] == 0x7E, piece[1] == slash { return true }
        if piece[0] == 0x2E, piece[1] == slash || (count > 2 && piece[1] == 0x2E && piece[2] == slash) { return true }
        var slashes = 0
        for byte in piece where byte == slash { slashes += 1 }
        return slashes >= 2
    }

    private func isAddress(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let at = piece.firstIndex(of: 0x40) else { return false }
        return at > 0 && at < piece.count - 1
    }

    /// `name.ext`, `host.domain.net`, `host.domain.xx`; dots and colons at the end do not count.
    private func isNamedFileOrHost(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = piece.count
        while end > 0, piece[end - 1] == 0x2E || piece[end - 1] == 0x3A { end -= 1 }
        let name = UnsafeBufferPointer(rebasing: piece[..<end])
        guard let dot = name.lastIndex(of: 0x2E), dot > 0, dot + 1 < end else { return false }
        let last = KnownWords.number(UnsafeBufferPointer(rebasing: name[(dot + 1)...]))
        if words.isExtension(last) { return true }
        var dots = 0
        for byte in name {
            if byte == 0x2E { dots += 1 } else if !(byte &- 0x61 < 26 || byte == 0x2D) { return false }
        }
        return words.isDomain(last) || (dots > 1 && end - dot - 1 == 2)
    }
}
