/// Puts marks in the place of secrets, in prompts, logs, events, reports and whatever else leaves the machine.
///
/// The same value has the same mark under one owner's key, so that a reader can still tell values apart. Every further
/// place of a value that was found once is replaced as well. A text without a finding comes back as it was, byte by
/// byte; redacting twice changes nothing.
public struct Redactor: Sendable {
    /// What finds the secrets.
    public let scanner: SecretScanner
    private let key: RedactionKey

    /// Creates a redactor.
    ///
    /// - Parameters:
    ///   - key: the owner's key.
    ///   - scanner: what finds the secrets.
    public init(key: RedactionKey, scanner: SecretScanner = SecretScanner()) {
        self.key = key
        self.scanner = scanner
    }

    /// Replaces the secrets of a text for good.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - path: the file's path, which tells how its values are written; `nil` when there is none.
    /// - Returns: the redacted text and what was replaced.
    ///
    /// Complexity: O(n); a text with findings is read two or three times.
    public func redact(_ text: String, path: String? = nil) -> Redaction {
        var forget = Forgetting()
        return redact(text, path: path, remembering: &forget)
    }

    /// Replaces the secrets of a text and keeps their values for the owner.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - path: the file's path, which tells how its values are written; `nil` when there is none.
    ///   - vault: takes the values; a value that it holds already keeps its mark, whatever it looks like here.
    /// - Returns: the redacted text and what was replaced.
    ///
    /// Complexity: O(n); a text with findings is read two or three times.
    public func redact(_ text: String, path: String? = nil, into vault: inout SecretVault) -> Redaction {
        redact(text, path: path, remembering: &vault)
    }

    private func redact(_ text: String, path: String?, remembering memory: inout some SecretMemory) -> Redaction {
        var text = text
        var replaced: [Redaction.Replacement] = []
        // What is left after a round may look different: a shorter value beside a mark. Rounds end when nothing is found.
        for round in 0..<4 {
            let pieces = text.withUTF8 { replacements(in: $0, path: path) }
            if pieces.isEmpty { break }
            text = text.withUTF8 { bytes in
                String(
                    decoding: apply(pieces, to: bytes, remembering: &memory) { piece, mark in
                        let range = round == 0 ? piece.range : nil
                        replaced.append(Redaction.Replacement(mark: mark, range: range))
                    }, as: UTF8.self)
            }
        }
        return Redaction(text: text, replacements: replaced)
    }

    /// Puts marks in the place of ranges.
    ///
    /// - Parameters:
    ///   - pieces: what to replace, in order and without overlap.
    ///   - bytes: the text.
    ///   - memory: takes the values.
    ///   - note: is told of every mark.
    /// - Returns: the text with marks.
    func apply(
        _ pieces: [SecretPiece], to bytes: UnsafeBufferPointer<UInt8>, remembering memory: inout some SecretMemory,
        note: (SecretPiece, SecretMark) -> Void
    ) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for piece in pieces {
            result += bytes[position..<piece.range.lowerBound]
            let value = bytes[piece.range]
            let mark = memory.remember(value, as: SecretMark(kind: piece.kind, digest: key.digest(of: value)))
            result += Array(mark.description.utf8)
            note(piece, mark)
            position = piece.range.upperBound
        }
        result += bytes[position...]
        return result
    }
}

/// A redacted text.
public struct Redaction: Sendable, Hashable {
    /// A mark and what it replaced.
    public struct Replacement: Sendable, Hashable {
        /// The mark.
        public var mark: SecretMark
        /// Where the value stood, in bytes of the text as it was; `nil` for what only came to light when other values
        /// were replaced.
        public var range: Range<Int>?
    }

    /// The text with marks.
    public var text: String
    /// What was replaced, in the order in which it was found.
    public var replacements: [Replacement]
}

/// Takes the values of secrets that are replaced.
protocol SecretMemory {
    /// Takes a value.
    ///
    /// - Returns: the mark to put in its place: the one given, or an earlier one of the same value.
    mutating func remember(_ value: Slice<UnsafeBufferPointer<UInt8>>, as mark: SecretMark) -> SecretMark
}

/// Keeps nothing.
struct Forgetting: SecretMemory {
    mutating func remember(_ value: Slice<UnsafeBufferPointer<UInt8>>, as mark: SecretMark) -> SecretMark { mark }
}
