/// Shows where a secret stands without showing any of it.
struct SecretPreview {
    let text: ScannedText

    private static let longest = 40

    /// The preview of a finding: what stands before it on its line, and its length.
    ///
    /// - Parameters:
    ///   - finding: the finding.
    ///   - floor: the begin of its line, or the end of the finding before it on the same line.
    /// - Returns: the preview.
    func of(_ finding: SecretFinding, after floor: Int) -> String {
        let mask = "••• (\(finding.range.count) bytes)"
        let start = finding.range.lowerBound
        var first = max(floor, start - Self.longest)
        while first < start, text[first] & 0xC0 == 0x80 { first += 1 }
        var last = start
        // A word that goes over into the value could be its begin.
        while last > first, ByteSet.base64Any.contains(text[last - 1]), text[last - 1] != Byte.equals { last -= 1 }
        let before = String(decoding: text.bytes(first..<last).map { $0 < Byte.space ? Byte.space : $0 }, as: UTF8.self)
        guard !mayHoldSecret(first..<last), !before.contains(value(finding)) else { return mask }
        return before.drop { $0 == " " } + mask
    }

    private func value(_ finding: SecretFinding) -> String {
        String(
            decoding: text.bytes(
                finding.range.lowerBound..<min(finding.range.upperBound, finding.range.lowerBound + 64)), as: UTF8.self)
    }

    /// Whether a part of a line holds a word that looks random, which may be another secret's rest.
    private func mayHoldSecret(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = min(range.upperBound, text.skip(.base64Any, from: index))
            if end - index >= 8, ValueProfile(text, index..<end).strength >= .short { return true }
            index = max(end, index) + 1
        }
        return false
    }
}
