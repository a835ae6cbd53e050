extension SecretScanPass {
    /// The words from which a wallet's keys are made, behind their name or in quotes on the same line.
    ///
    /// Source: Bitcoin Improvement Proposal 39: 12, 15, 18, 21 or 24 words of three to eight letters.
    mutating func readPhrase(at anchor: Range<Int>) {
        let joint = ByteSet("_A-Za-z\"'=:` \t()[],")
        var index = anchor.upperBound
        // Words may stand between: `mnemonic phrase is: …`.
        let end = text.skip(joint, from: index, limit: 400)
        for _ in 0..<5 {
            let start = text.skip(ByteSet("_A-Z\"'=:` \t()[],"), from: index, limit: 24)
            if let phrase = phrase(at: start) { return report(.seedPhrase, phrase, 0.8, Self.phraseReason) }
            index = text.skip(ByteSet("a-z"), from: start, limit: 16)
            guard index < end, index > start else { break }
        }
        let line = text.lineStart(anchor.lowerBound, limit: 400)..<anchor.lowerBound
        for open in line where ByteSet("`\"'").contains(text[open]) {
            if let phrase = phrase(at: open + 1) { return report(.seedPhrase, phrase, 0.8, Self.phraseReason) }
        }
    }

    private static let phraseReason = "the words of a wallet's seed"

    private func phrase(at first: Int) -> Range<Int>? {
        var index = first
        var words = 0
        var end = first
        var hashes = Set<UInt64>()
        while words < 25 {
            let stop = text.skip(ByteSet("a-z"), from: index, limit: 9)
            guard stop - index >= 3, stop - index <= 8 else { break }
            words += 1
            end = stop
            hashes.insert((index..<stop).reduce(0xcbf2_9ce4_8422_2325) { KeyWords.hash($0, text[$1]) })
            guard text[stop] == Byte.space else { break }
            index = stop + 1
        }
        guard words >= 12, words % 3 == 0, hashes.count * 5 >= words * 4 else { return nil }
        return first..<end
    }
}
