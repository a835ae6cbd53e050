/// Redacts a text that arrives in pieces, such as the output of a process or the answer of a model.
///
/// Whole lines are let out when their end has arrived, so that a secret that is split over two pieces is seen whole; a
/// private key is held until its last line. What is found depends on at most the last 4 KB before it: a name further
/// away from its value than that, and the places of a value before it was known, are not seen.
public struct RedactionStream: Sendable {
    private let redactor: Redactor
    private let path: String?
    /// What was let out last, as it was before redaction.
    private var context: [UInt8] = []
    private var pending: [UInt8] = []
    /// How much of the pending bytes holds no end of a line.
    private var searched = 0

    private static let contextLength = 4096
    private static let longestLine = 65_536
    private static let kept = 16_384
    private static let longestKey = 40_960

    /// Begins a stream.
    ///
    /// - Parameters:
    ///   - redactor: what redacts.
    ///   - path: the file's path, which tells how its values are written; `nil` when there is none.
    public init(redactor: Redactor, path: String? = nil) {
        self.redactor = redactor
        self.path = path
    }

    /// Takes the next piece.
    ///
    /// - Parameter piece: bytes; they may end anywhere, within a character too.
    /// - Returns: what can be let out by now, redacted; often nothing.
    public mutating func append(_ piece: some Sequence<UInt8>) -> [UInt8] {
        var forget = Forgetting()
        return append(piece, remembering: &forget)
    }

    /// Takes the next piece and keeps the values for the owner.
    ///
    /// - Parameters:
    ///   - piece: bytes; they may end anywhere, within a character too.
    ///   - vault: takes the values.
    /// - Returns: what can be let out by now, redacted; often nothing.
    public mutating func append(_ piece: some Sequence<UInt8>, into vault: inout SecretVault) -> [UInt8] {
        append(piece, remembering: &vault)
    }

    /// Ends the stream.
    ///
    /// - Returns: the rest, redacted.
    public mutating func finish() -> [UInt8] {
        var forget = Forgetting()
        return release(pending.count, remembering: &forget)
    }

    /// Ends the stream and keeps the values for the owner.
    ///
    /// - Parameter vault: takes the values.
    /// - Returns: the rest, redacted.
    public mutating func finish(into vault: inout SecretVault) -> [UInt8] {
        release(pending.count, remembering: &vault)
    }

    private mutating func append(_ piece: some Sequence<UInt8>, remembering memory: inout some SecretMemory) -> [UInt8]
    {
        pending += piece
        let cut = cut()
        return cut > 0 ? release(cut, remembering: &memory) : []
    }

    /// How many of the pending bytes may be let out.
    private mutating func cut() -> Int {
        guard let last = pending[searched...].lastIndex(of: Byte.lineFeed) else {
            searched = pending.count
            return pending.count > Self.longestLine ? edge(before: pending.count - Self.kept) : 0
        }
        searched = last + 1
        return beforeOpenKey(last + 1)
    }

    /// A position near another one where no word and no character is cut.
    private func edge(before position: Int) -> Int {
        var index = position
        while index > position - 4096, index > 1, pending[index - 1] > Byte.space { index -= 1 }
        if index > position - 4096 { return index }
        index = position
        while index > 1, pending[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    /// The same position, or the begin of a private key that has no end before it.
    private func beforeOpenKey(_ end: Int) -> Int {
        guard pending.count < Self.longestKey else { return end }
        return pending.withUnsafeBufferPointer { bytes in
            guard let text = ScannedText(bytes, place: FilePlace(path: nil)) else { return end }
            var index = 0
            var open: Int?
            while let dashes = text.firstFolded("-----", in: index..<end) {
                index = dashes + 5
                if text.hasFolded("begin ", at: index), text.firstFolded("private key", in: index..<(index + 48)) != nil
                {
                    open = open ?? dashes
                } else if text.hasFolded("end ", at: index) {
                    open = nil
                }
            }
            guard let open else { return end }
            return text.lineStart(open, limit: Self.longestKey)
        }
    }

    /// Lets bytes out: what a finding covers is replaced, and a finding beyond the cut is kept back.
    private mutating func release(_ wanted: Int, remembering memory: inout some SecretMemory) -> [UInt8] {
        guard wanted > 0 else { return [] }
        let buffer = context + pending
        let start = context.count
        var end = start + wanted
        let result: [UInt8] = buffer.withUnsafeBufferPointer { bytes in
            var pieces = redactor.replacements(in: bytes, path: path).filter { $0.range.upperBound > start }
            if let first = pieces.first, first.range.lowerBound < start {
                pieces[0].range = start..<first.range.upperBound
            }
            if end < buffer.count, let last = pieces.first(where: { $0.range.contains(end) }) {
                end = last.range.lowerBound > start ? last.range.lowerBound : last.range.upperBound
            }
            let shown = UnsafeBufferPointer(rebasing: bytes[start..<end])
            let moved = pieces.filter { $0.range.upperBound <= end }.map {
                SecretPiece(range: ($0.range.lowerBound - start)..<($0.range.upperBound - start), kind: $0.kind)
            }
            return redactor.apply(moved, to: shown, remembering: &memory) { _, _ in }
        }
        context = Array(buffer[..<end].suffix(Self.contextLength))
        pending = Array(buffer[end...])
        searched = 0
        return result
    }
}
