/// The shape of a token: fixed texts and runs of bytes of a class, such as `SG.{w:22}.{w:43}`.
///
/// A run is written `{class:least-most}`, `{class:number}` or `{class:least-}`; `>>` marks where the secret itself
/// begins, which is at the first byte otherwise. Runs are greedy and nothing is tried twice. The first fixed text is
/// what the scanner looks for; at most one run stands before it.
struct TokenPattern: Sendable {
    /// A part of a shape.
    enum Part: Sendable {
        case text([UInt8])
        case run(ByteSet, least: Int, most: Int)
    }

    /// What the scanner looks for, in the case it has in the token.
    let anchor: [UInt8]
    private let before: Part?
    private let after: [Part]
    private let secretPart: Int?

    /// What a token was found to be.
    struct Match {
        /// The secret.
        var range: Range<Int>
        /// The part of the secret that is not fixed: from the first run to the end.
        var body: Range<Int>
    }

    /// Reads a shape; `nil` when it is not written as the type's description says.
    init?(_ text: Substring) {
        var parts: [Part] = []
        var secretPart: Int?
        var rest = text
        while let sign = rest.first {
            if rest.hasPrefix(">>") {
                secretPart = parts.count
                rest = rest.dropFirst(2)
            } else if sign == "{" {
                guard let close = rest.firstIndex(of: "}"), let run = Self.run(rest[..<close].dropFirst()) else {
                    return nil
                }
                parts.append(run)
                rest = rest[rest.index(after: close)...]
            } else {
                let end = Self.endOfText(rest)
                parts.append(.text(Array(rest[..<end].utf8)))
                rest = rest[end...]
            }
        }
        guard let index = parts.firstIndex(where: { if case .text = $0 { true } else { false } }), index <= 1,
            case .text(let anchor) = parts[index], anchor.count > 1
        else { return nil }
        self.anchor = anchor
        before = index == 1 ? parts[0] : nil
        after = Array(parts[(index + 1)...])
        self.secretPart = secretPart.map { $0 - index - 1 }
    }

    private static func endOfText(_ text: Substring) -> Substring.Index {
        var index = text.startIndex
        while index < text.endIndex, text[index] != "{", !text[index...].hasPrefix(">>") {
            index = text.index(after: index)
        }
        return index
    }

    private static func run(_ text: Substring) -> Part? {
        let halves = text.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, let set = classes[String(halves[0])] else { return nil }
        let bounds = halves[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let least = Int(bounds[0]) else { return nil }
        guard bounds.count == 2 else { return .run(set, least: least, most: least) }
        if bounds[1].isEmpty { return .run(set, least: least, most: 2048) }
        guard let most = Int(bounds[1]), most >= least else { return nil }
        return .run(set, least: least, most: most)
    }

    private static let classes: [String: ByteSet] = [
        "d": .digits, "h": ByteSet("0-9a-f"), "H": .hexadecimal, "A": .letters, "a": .alphanumeric,
        "l": ByteSet("a-z0-9"),
        "u": ByteSet("A-Z0-9"), "2": ByteSet("A-Z2-7"), "n": .word, "w": .base64URL, "b": .base64, "=": ByteSet("="),
        "m": ByteSet("A-Za-z0-9_.=-"), "p": ByteSet("A-Za-z0-9%+/=_-"),
        "c": ByteSet("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
        "x": ByteSet("0-9a-f-"), "t": ByteSet("A-Za-z0-9_~.-"), "e": ByteSet("A-Za-z0-9+/=_-"),
        "j": ByteSet("a-zA-Z0-9!@#$%^&*(_=+)-"), "k": ByteSet("A-Za-z0-9$*./@_-"),
        "5": ByteSet("1-9A-HJ-NP-Za-km-z"),
    ]

    /// Looks whether a token stands around an anchor.
    ///
    /// - Parameters:
    ///   - end: the byte after the anchor's last one.
    ///   - text: the text.
    /// - Returns: the token; `nil` when none stands there.
    func match(anchorEnd end: Int, in text: ScannedText) -> Match? {
        var start = end - anchor.count
        guard text.has(anchor, at: start) else { return nil }
        if case .run(let set, let least, let most) = before {
            let first = text.skipBack(set, before: start, limit: most)
            guard start - first >= least else { return nil }
            start = first
        }
        let isJoined = before == nil && !ByteSet.word.contains(anchor[0])
        guard isJoined || Self.isBoundary(before: start, in: text) else { return nil }
        var position = end
        var secretStart = start
        var bodyStart: Int? = before == nil ? nil : start
        var last: ByteSet?
        for (index, part) in after.enumerated() {
            if index == secretPart { secretStart = position }
            switch part {
            case .text(let fixed):
                guard text.has(fixed, at: position) else { return nil }
                position += fixed.count
                last = nil
            case .run(let set, let least, let most):
                let stop = text.skip(set, from: position, limit: most)
                guard stop - position >= least else { return nil }
                if bodyStart == nil { bodyStart = position }
                position = stop
                last = set
            }
        }
        guard !ByteSet.alphanumeric.contains(text[position]) || text[position - 1] == Byte.equals,
            last?.contains(text[position]) != true
        else { return nil }
        while position > secretStart, text[position - 1] == Byte.dot { position -= 1 }
        return Match(range: secretStart..<position, body: max(secretStart, bodyStart ?? secretStart)..<position)
    }

    /// Whether a token may begin at a position: not within a word, unless an escape such as `\n` or `%22` ends there.
    static func isBoundary(before start: Int, in text: ScannedText) -> Bool {
        let previous = text[start - 1]
        guard ByteSet.word.contains(previous) else { return true }
        if text[start - 2] == Byte.backslash, ByteSet("nrt").contains(previous) { return true }
        if text[start - 3] == Byte.percent, ByteSet.hexadecimal.contains(previous),
            ByteSet.hexadecimal.contains(text[start - 2])
        {
            return true
        }
        return text.hasFolded("bot", at: start - 3) && text[start - 4] == Byte.slash
    }
}
