/// A part of a text to be replaced.
struct SecretPiece: Sendable, Hashable {
    var range: Range<Int>
    var kind: SecretKind
}

extension Redactor {
    /// What is to be replaced in a text: the findings, and the other places where the same values stand.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - path: the file's path.
    /// - Returns: the ranges in order and without overlap.
    func replacements(in bytes: UnsafeBufferPointer<UInt8>, path: String?) -> [SecretPiece] {
        let findings = scanner.scan(bytes, path: path)
        guard !findings.isEmpty else { return [] }
        var pieces: [SecretPiece] = []
        for finding in findings {
            let range = ReplaceableRange.of(finding.range, in: bytes)
            if let last = pieces.last, last.range.upperBound > range.lowerBound {
                pieces[pieces.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
            } else {
                pieces.append(SecretPiece(range: range, kind: finding.kind))
            }
        }
        let places = RepeatedSecrets(pieces, in: bytes)
        pieces = places.withKindsOfFirst(pieces)
        return places.isEmpty ? pieces : merged(pieces, places.others(than: pieces))
    }

    private func merged(_ first: [SecretPiece], _ second: [SecretPiece]) -> [SecretPiece] {
        guard !second.isEmpty else { return first }
        return (first + second).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

/// Looks for further places of values that were found.
private struct RepeatedSecrets {
    /// Shorter values stand by chance in other words.
    private static let shortest = 8

    private let bytes: UnsafeBufferPointer<UInt8>
    private var kinds: [ArraySlice<UInt8>: SecretKind] = [:]
    private var lengths: [UInt64: [Int]] = [:]
    private var firsts = [Bool](repeating: false, count: 256)

    init(_ pieces: [SecretPiece], in bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        for piece in pieces {
            let value = Array(bytes[piece.range])[...]
            guard kinds[value] == nil else { continue }
            kinds[value] = piece.kind
            guard value.count >= Self.shortest else { continue }
            lengths[head(piece.range.lowerBound), default: []].append(value.count)
            firsts[Int(bytes[piece.range.lowerBound])] = true
        }
    }

    var isEmpty: Bool { lengths.isEmpty }

    /// The pieces with one kind for one value: that of its first place.
    func withKindsOfFirst(_ pieces: [SecretPiece]) -> [SecretPiece] {
        pieces.map { SecretPiece(range: $0.range, kind: kinds[Array(bytes[$0.range])[...]] ?? $0.kind) }
    }

    /// The places besides those known, where a value stands as a word of its own. Complexity: O(n).
    func others(than known: [SecretPiece]) -> [SecretPiece] {
        var found: [SecretPiece] = []
        var next = 0
        var index = 0
        while index + Self.shortest <= bytes.count {
            if next < known.count, index >= known[next].range.lowerBound {
                index = max(index, known[next].range.upperBound)
                next += 1
                continue
            }
            let limit = next < known.count ? known[next].range.lowerBound : bytes.count
            if let piece = piece(at: index, limit: limit) {
                found.append(piece)
                index = piece.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private func piece(at index: Int, limit: Int) -> SecretPiece? {
        guard firsts[Int(bytes[index])], isEdge(index - 1, beside: index), let lengths = lengths[head(index)] else {
            return nil
        }
        for length in lengths where index + length <= limit && isEdge(index + length, beside: index + length - 1) {
            if let kind = kinds[Array(bytes[index..<(index + length)])[...]] {
                return SecretPiece(range: index..<(index + length), kind: kind)
            }
        }
        return nil
    }

    /// Whether a value may begin or end between two neighbours.
    private func isEdge(_ outer: Int, beside inner: Int) -> Bool {
        guard outer >= 0, outer < bytes.count else { return true }
        return !ByteSet.alphanumeric.contains(bytes[outer]) || !ByteSet.alphanumeric.contains(bytes[inner])
    }

    /// The first eight bytes as a number.
    private func head(_ index: Int) -> UInt64 {
        var value: UInt64 = 0
        for offset in 0..<Self.shortest { value = value << 8 | UInt64(bytes[index + offset]) }
        return value
    }
}
