internal import AnnealFoundation

/// Attaches the scenarios of stories to the requirements that they fit best, by the words and names they share.
struct StoryMatching {
    private static let common = WordSet(
        "the a an is are be it its of in on to and or for with when then given that this by as at from has have must system "
            + "not no one two what which who user users can will shall should does do there their them than any all each every if "
            + "into after before same new also other only so i they was were")

    /// Words in more requirements than this tell nothing.
    private static let frequent = 50
    private var postings = Postings()
    private let count: Int

    /// Prepares for requirements.
    ///
    /// - Parameters:
    ///   - source: the document.
    ///   - drafts: its requirements.
    init(_ source: SpecSource, _ drafts: [RequirementDraft]) {
        count = drafts.count
        let words = Parallel.map(drafts.count, least: 64) { index in
            Self.words(source.flat, drafts[index].blocks.map { source.blocks[$0].text })
        }
        for (index, words) in words.enumerated() {
            for word in words { postings.add(word, index, atMost: Self.frequent) }
        }
    }

    /// The requirement that a scenario fits best.
    ///
    /// - Parameters:
    ///   - bytes: the document's flat text.
    ///   - ranges: the scenario's text, and that of its story's heading.
    /// - Returns: the requirement's index; `nil` if they share next to nothing.
    func best(_ bytes: Bytes, _ ranges: [Range<Int>]) -> Int? {
        let found = Self.words(bytes, ranges).compactMap { postings.slot(of: $0) }.filter {
            postings.counts[$0] < Self.frequent
        }
        var scores = Scores(atMost: found.reduce(0) { $0 + postings.counts[$1] })
        for slot in found {
            let weight = 1.0 - Double(postings.counts[slot]) / Double(count + 1)
            postings.forEach(slot) { scores.add(weight * weight, to: $0) }
        }
        guard let best = scores.best, best.score >= 0.35 else { return nil }
        return best.requirement
    }

    /// The words of some text without endings, each once, in an order that depends on nothing but them.
    private static func words(_ bytes: Bytes, _ ranges: [Range<Int>]) -> [UInt64] {
        var words: [UInt64] = []
        words.reserveCapacity(ranges.reduce(0) { $0 + $1.count } / 5 + 1)
        for range in ranges {
            let text = bytes.buffer(range)
            var offset = range.lowerBound
            while offset < range.upperBound {
                let start = offset
                while offset < range.upperBound, isInWord(text[offset - range.lowerBound]) { offset += 1 }
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

    @inline(__always) private static func isInWord(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte)
    }

    private static func stem(_ bytes: Bytes, _ range: Range<Int>) -> Range<Int> {
        func without(_ ending: StaticString) -> Range<Int>? {
            let count = ending.utf8CodeUnitCount
            guard range.count > count + 3, bytes.has(ending, at: range.upperBound - count, before: range.upperBound)
            else { return nil }
            return range.lowerBound..<(range.upperBound - count)
        }
        switch bytes[range.upperBound - 1] | 0x20 {
        case UInt8(ascii: "g"): return without("ing") ?? range
        case UInt8(ascii: "d"): return without("ed") ?? range
        case UInt8(ascii: "s"): return without("es") ?? without("s") ?? range
        case UInt8(ascii: "e"): return without("e") ?? range
        default: return range
        }
    }
}

/// Sums for a few of many requirements: a hash table that does not grow.
private struct Scores {
    private var requirements: [Int32]
    private var sums: [Double]

    init(atMost count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        requirements = [Int32](repeating: -1, count: size)
        sums = [Double](repeating: 0, count: size)
    }

    mutating func add(_ score: Double, to requirement: Int) {
        var slot = (requirement &* 0x9E37_79B1) >> 8 & (sums.count - 1)
        while requirements[slot] >= 0, Int(requirements[slot]) != requirement { slot = (slot + 1) & (sums.count - 1) }
        requirements[slot] = Int32(requirement)
        sums[slot] += score
    }

    /// The highest sum; of equal ones that of the first requirement.
    var best: (requirement: Int, score: Double)? {
        var best: (requirement: Int, score: Double)?
        for (requirement, sum) in zip(requirements, sums) where requirement >= 0 {
            if let known = best, (known.score, -known.requirement) >= (sum, -Int(requirement)) { continue }
            best = (Int(requirement), sum)
        }
        return best
    }
}
