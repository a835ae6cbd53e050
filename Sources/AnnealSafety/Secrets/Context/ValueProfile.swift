/// What a value is made of, and how much it looks as if it had been drawn at random.
struct ValueProfile {
    private(set) var length = 0
    private(set) var lower = 0
    private(set) var upper = 0
    private(set) var digits = 0
    /// Signs that people and generators put into passwords.
    private(set) var symbols = 0
    /// Signs that names, paths and numbers are joined with.
    private(set) var joints = 0
    private(set) var spaces = 0
    /// Letters that stand in what could be words.
    private(set) var wordLetters = 0
    /// The longest word's letters.
    private(set) var longestWord = 0
    /// How many different bytes there are.
    private(set) var distinct = 0
    /// The longest run of one sign, and of signs that follow each other in the code (`abcdef`, `98765`).
    private(set) var longestRepeat = 0
    private(set) var longestSequence = 0
    private(set) var isHexadecimal = true
    /// Changes between lower case, upper case, digits and other signs.
    private(set) var changes = 0

    /// How likely it is that a value is a secret, judged by its own look.
    enum Strength: Int, Comparable {
        /// A name, a word, a number, a sentence.
        case none
        /// A password that a person could have thought of.
        case human
        /// Random but short.
        case short
        /// Random and long.
        case long

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    private static let joint = ByteSet("._/:-")

    /// Measures a range of a text. Complexity: O(n).
    init(_ text: ScannedText, _ range: Range<Int>) {
        length = range.count
        var seen = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        var wordStart = range.lowerBound
        var repeats = 0
        var sequence = 0
        var step = 0
        var lastGroup = -1
        for index in range {
            let byte = text[index]
            let previous = index > range.lowerBound ? text[index - 1] : 0
            switch byte >> 6 {
            case 0: seen.0 |= 1 << UInt64(byte & 63)
            case 1: seen.1 |= 1 << UInt64(byte & 63)
            case 2: seen.2 |= 1 << UInt64(byte & 63)
            default: seen.3 |= 1 << UInt64(byte & 63)
            }
            let group = count(byte)
            if group != lastGroup, lastGroup >= 0 { changes += 1 }
            if group > 1 || (group == 1 && lastGroup == 0) {
                finishWord(text, wordStart..<index)
                wordStart = index
            } else if group == 0, lastGroup == 1, index - wordStart > 1 {
                finishWord(text, wordStart..<(index - 1))
                wordStart = index - 1
            }
            if group > 1 { wordStart = index + 1 }
            lastGroup = group
            repeats = byte == previous ? repeats + 1 : 1
            let difference = Int(byte) - Int(previous)
            if abs(difference) == 1, difference == step {
                sequence += 1
            } else {
                sequence = abs(difference) == 1 ? 2 : 1
            }
            step = difference
            longestRepeat = max(longestRepeat, repeats)
            longestSequence = max(longestSequence, sequence)
            isHexadecimal = isHexadecimal && ByteSet.hexadecimal.contains(byte)
        }
        finishWord(text, wordStart..<range.upperBound)
        distinct =
            seen.0.nonzeroBitCount + seen.1.nonzeroBitCount + seen.2.nonzeroBitCount + seen.3.nonzeroBitCount
    }

    /// Counts a byte and gives its group: lower case 0, upper case 1, digit 2, other 3.
    private mutating func count(_ byte: UInt8) -> Int {
        if Byte.isLower(byte) {
            lower += 1
            return 0
        }
        if Byte.isUpper(byte) {
            upper += 1
            return 1
        }
        if Byte.isDigit(byte) {
            digits += 1
            return 2
        }
        if ByteSet.space.contains(byte) {
            spaces += 1
        } else if Self.joint.contains(byte) || byte >= 128 {
            joints += 1
        } else {
            symbols += 1
        }
        return 3
    }

    private mutating func finishWord(_ text: ScannedText, _ range: Range<Int>) {
        guard range.count >= 3 else { return }
        var odd = 0
        var vowels = LetterPairs.isVowel(text[range.lowerBound]) ? 1 : 0
        for index in (range.lowerBound + 1)..<range.upperBound {
            if LetterPairs.isOdd(text[index - 1], text[index]) { odd += 1 }
            if LetterPairs.isVowel(text[index]) { vowels += 1 }
        }
        guard vowels > 0, odd * 5 <= range.count - 1, vowels * 6 >= range.count else { return }
        wordLetters += range.count
        longestWord = max(longestWord, range.count)
    }

    /// The part of the value that words make up, from 0 to 1.
    var wordShare: Double { length == 0 ? 1 : Double(wordLetters) / Double(length) }

    /// How many of lower case, upper case, digits and password signs there are.
    var groups: Int { (lower > 0 ? 1 : 0) + (upper > 0 ? 1 : 0) + (digits > 0 ? 1 : 0) + (symbols > 0 ? 1 : 0) }

    /// Whether signs are repeated or counted up as nobody's random value has them.
    var isMonotonous: Bool {
        longestRepeat >= max(5, length / 4) || longestSequence >= 7 || distinct * 6 < min(length, 60)
            || (longestSequence >= 6 && length < 40)
    }

    /// The strength of the value.
    var strength: Strength {
        guard length >= 6, !isMonotonous, distinct >= 4 else { return .none }
        if spaces > 0 { return phraseStrength }
        if isHexadecimal, length >= 16, digits > 0, lower + upper > 1, min(lower, upper) == 0 {
            guard distinct >= 6 else { return .none }
            return length >= 32 ? .long : .short
        }
        let limit = length >= 24 && groups >= 3 ? 0.45 : 0.36
        if wordShare <= limit, isMixed { return length >= 16 ? .long : (length >= 10 ? .short : .human) }
        return (digits > 0 || symbols > 0) && lower + upper > 1 && wordShare <= 0.8 && joints * 4 <= length
            ? .human : .none
    }

    /// Whether the groups stand mixed, or the letters do not follow each other as in words.
    private var isMixed: Bool {
        switch groups {
        case 0, 1: joints == 0 && digits == 0 && length >= 12
        case 2 where digits == 0 && symbols == 0: joints * 8 <= length && length >= 12 && changes * 4 >= length
        case 2 where lower + upper == 0: false
        default: digits + symbols > 0 && changes * 8 >= length && joints * 6 <= length
        }
    }

    /// The strength of a value with spaces: salts drawn from all signs, or a password such as `Tr0ub4dor &3`.
    private var phraseStrength: Strength {
        if length >= 24, symbols >= 4, wordShare < 0.4, spaces * 8 <= length { return .long }
        return spaces == 1 && digits > 0 && symbols > 0 && length <= 24 && wordShare < 0.6 ? .human : .none
    }
}
