internal import AnnealFoundation

/// Attaches the scenarios of stories to the requirements that they fit best, by the words and names they share.
struct StoryMatching {
    private static let common = WordSet(
        "the a an is are be it its of in on to and or for with when then given that this by as at from has have must system "
            + "not no one two what which who user users can will shall should does do there their them than any all each every if "
            + "into after before same new also other only so i they was were")

    /// The requirements that have a word, as long as it is in few; words that are everywhere tell nothing.
    private struct Posting {
        var count = 0
        var requirements: [Int] = []

        mutating func add(_ requirement: Int) {
            count += 1
            if count < StoryMatching.frequent { requirements.append(requirement) }
        }
    }

    private static let frequent = 50
    private var postings: [UInt64: Posting] = [:]
    private let count: Int

    /// Prepares for requirements.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - texts: the ranges of each requirement's text.
    init(_ bytes: Bytes, _ texts: [[Range<Int>]]) {
        count = texts.count
        let words = Parallel.map(texts.count, least: 64) { Self.words(bytes, texts[$0]) }
        for (index, words) in words.enumerated() {
            for word in words { postings[word, default: Posting()].add(index) }
        }
    }

    /// The requirement that a scenario fits best.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - ranges: the scenario's text, and that of its story's heading.
    /// - Returns: the requirement's index; `nil` if they share next to nothing.
    func best(_ bytes: Bytes, _ ranges: [Range<Int>]) -> Int? {
        var scores: [Int: Double] = [:]
        for word in Self.words(bytes, ranges) {
            guard let found = postings[word], found.count < Self.frequent else { continue }
            let weight = 1.0 - Double(found.count) / Double(count + 1)
            for index in found.requirements { scores[index, default: 0] += weight * weight }
        }
        let best = scores.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        guard let best, best.value >= 0.35 else { return nil }
        return best.key
    }

    /// The words of some text without endings, each once, in an order that depends on nothing but them.
    private static func words(_ bytes: Bytes, _ ranges: [Range<Int>]) -> [UInt64] {
        var words: [UInt64] = []
        for range in ranges {
            var offset = range.lowerBound
            while offset < range.upperBound {
                let start = offset
                while offset < range.upperBound, ASCII.isLetter(bytes[offset]) || ASCII.isDigit(bytes[offset]) {
                    offset += 1
                }
                if offset - start > 1, !common.contains(WordKey(bytes, start..<offset)) {
                    words.append(WordKey(bytes, stem(bytes, start..<offset)).bits)
                }
                offset += 1
            }
        }
        words.sort()
        var count = 0
        for index in words.indices where index == 0 || words[index] != words[index - 1] {
            words[count] = words[index]
            count += 1
        }
        words.removeLast(words.count - count)
        return words
    }

    private static func stem(_ bytes: Bytes, _ range: Range<Int>) -> Range<Int> {
        for ending: StaticString in ["ing", "ed", "es", "s", "e"] {
            let count = ending.utf8CodeUnitCount
            if range.count > count + 3, bytes.has(ending, at: range.upperBound - count, before: range.upperBound) {
                return range.lowerBound..<(range.upperBound - count)
            }
        }
        return range
    }
}
