internal import AnnealFoundation

/// Which requirement of an old version is which of the new one.
struct RequirementPairing {
    /// The old requirement for each new identifier that has one.
    var former: [RequirementID: Requirement] = [:]
    /// Old identifiers that have a counterpart.
    var matched: Set<RequirementID> = []
    /// New identifiers whose order among the matched ones is another.
    var moved: [RequirementID] = []

    init(old: SpecDocument, new: SpecDocument) {
        let byID = Dictionary(old.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let byContent = Dictionary(
            old.requirements.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
        let newIDs = Set(new.requirements.map(\.id))
        // Equal content under another identifier wins over the same identifier with content that went elsewhere.
        for requirement in new.requirements {
            if let same = byID[requirement.id], same.fingerprint == requirement.fingerprint { match(requirement, same) }
        }
        for requirement in new.requirements where former[requirement.id] == nil {
            guard let same = byContent[requirement.fingerprint], !matched.contains(same.id) else { continue }
            match(requirement, same)
        }
        for requirement in new.requirements where former[requirement.id] == nil {
            guard let same = byID[requirement.id], !matched.contains(same.id) else { continue }
            match(requirement, same)
        }
        matchSimilar(old, new, newIDs)
        findMoved(old, new)
    }

    private mutating func match(_ new: Requirement, _ old: Requirement) {
        former[new.id] = old
        matched.insert(old.id)
    }

    /// Pairs what is left by the share of words in common.
    private mutating func matchSimilar(_ old: SpecDocument, _ new: SpecDocument, _ newIDs: Set<RequirementID>) {
        let left = old.requirements.filter { !matched.contains($0.id) && !newIDs.contains($0.id) }
        let open = new.requirements.filter { former[$0.id] == nil }
        guard !left.isEmpty, !open.isEmpty, left.count * open.count < 250_000 else { return }
        let words = left.map { Set(Prose.words($0.title + " " + $0.text)) }
        for requirement in open {
            let own = Set(Prose.words(requirement.title + " " + requirement.text))
            let best = left.indices.filter { !matched.contains(left[$0].id) }.max {
                Self.similarity(own, words[$0]) < Self.similarity(own, words[$1])
            }
            if let best, Self.similarity(own, words[best]) >= 0.6 { match(requirement, left[best]) }
        }
    }

    private static func similarity(_ left: Set<String>, _ right: Set<String>) -> Double {
        let union = left.union(right).count
        return union == 0 ? 0 : Double(left.intersection(right).count) / Double(union)
    }

    /// What is not in the longest run of requirements that kept their order has moved.
    private mutating func findMoved(_ old: SpecDocument, _ new: SpecDocument) {
        let position = Dictionary(
            old.requirements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sequence = new.requirements.compactMap { requirement in
            former[requirement.id].flatMap { position[$0.id] }.map { (requirement.id, $0) }
        }
        let kept = Self.longestIncreasing(sequence.map(\.1))
        moved = sequence.indices.filter { !kept.contains($0) }.map { sequence[$0].0 }
    }

    /// The indexes of a longest increasing subsequence.
    ///
    /// Complexity: O(n log n). Source: Fredman, On computing the length of longest increasing subsequences, 1975.
    private static func longestIncreasing(_ values: [Int]) -> Set<Int> {
        var tails: [Int] = []
        var previous = [Int](repeating: -1, count: values.count)
        for index in values.indices {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if values[tails[middle]] < values[index] { low = middle + 1 } else { high = middle }
            }
            previous[index] = low > 0 ? tails[low - 1] : -1
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var kept: Set<Int> = []
        var index = tails.last ?? -1
        while index >= 0 {
            kept.insert(index)
            index = previous[index]
        }
        return kept
    }
}
