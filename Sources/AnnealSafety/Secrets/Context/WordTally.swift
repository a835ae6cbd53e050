/// The words of a value that a person could have thought of, and what they say of it.
///
/// A word is a run of letters that begins after another sign or where a capital follows a small letter.
struct WordTally {
    /// Words of three letters or more, and their letters.
    private(set) var words = 0
    private(set) var letters = 0
    /// Runs of one or two letters.
    private(set) var scraps = 0
    /// Words that names in programs and settings are made of.
    private(set) var technical = 0
    /// Words that sentences and labels are made of.
    private(set) var spoken = 0
    /// Whether every word is in small letters, but perhaps for its first.
    private(set) var isPlain = true
    /// Whether every capital begins a word, and no word is in capitals throughout.
    private(set) var capitals = 0
    /// The shortest and the longest word.
    private(set) var shortest = Int.max
    private(set) var longest = 0
    /// What stands between the words when it is the same sign everywhere; 0 when they touch or differ.
    private(set) var joint: UInt8 = 0
    private var isMixedJoint = false

    /// Whether one and the same sign stands between all words.
    var isJoinedEvenly: Bool { joint != 0 && !isMixedJoint }

    /// Counts the words of a range. Complexity: O(n).
    init(_ text: ScannedText, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            guard ByteSet.letters.contains(text[index]) else {
                if !Byte.isDigit(text[index]) { meet(text[index]) }
                index += 1
                continue
            }
            let start = index
            index += 1
            while index < range.upperBound, ByteSet.letters.contains(text[index]),
                !(Byte.isUpper(text[index]) && Byte.isLower(text[index - 1]))
            {
                index += 1
            }
            add(text, start..<index)
        }
    }

    private mutating func meet(_ sign: UInt8) {
        if joint == 0 { joint = sign } else if joint != sign { isMixedJoint = true }
    }

    private mutating func add(_ text: ScannedText, _ word: Range<Int>) {
        if Byte.isUpper(text[word.lowerBound]) { capitals += 1 }
        let hash = word.reduce(0xcbf2_9ce4_8422_2325) { KeyWords.hash($0, Byte.folded(text[$1])) }
        if Vocabulary.spoken.contains(hash) { spoken += 1 }
        guard word.count >= 3 else {
            scraps += 1
            return
        }
        words += 1
        letters += word.count
        shortest = min(shortest, word.count)
        longest = max(longest, word.count)
        if word.dropFirst().contains(where: { Byte.isUpper(text[$0]) }) { isPlain = false }
        switch KeyWords.meaning(hash) {
        case .plain, .opening: if Vocabulary.technical.contains(hash) { technical += 1 }
        default: technical += 1
        }
    }
}
