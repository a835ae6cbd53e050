extension SearchScores {
    /// Adds scores for terms that stand close together in the query and in the file, in either order.
    ///
    /// Source: D. Metzler, W. B. Croft, "A Markov Random Field Model for Term Dependencies" (2005): unordered windows,
    /// with BM25's saturation. Complexity: O(n) in the pairs' occurrences.
    mutating func addPairs(_ pairs: [QueryTerms.Pair], _ positions: [TermPositions]) {
        var values = [Float](repeating: 0, count: scores.count)
        for pair in pairs {
            let close = closeness(positions[pair.first], positions[pair.second])
            guard !close.isEmpty else { continue }
            let rarity = Rarity.of(close.count, among: snapshot.files.count)
            for (place, count) in close {
                let length = snapshot.files[place].length / snapshot.averageLength
                let frequency = Float(count) / (1 - weights.pairDiscount + weights.pairDiscount * length)
                values[place] +=
                    weights.pairs * pair.weight * rarity * frequency * (weights.fileSaturation + 1)
                    / (frequency + weights.fileSaturation)
            }
        }
        add(values, as: "pairs")
    }

    /// How often two terms stand close together, by file.
    private func closeness(_ first: TermPositions, _ second: TermPositions) -> [(place: Int, count: Int)] {
        var result: [(place: Int, count: Int)] = []
        var other = 0
        for index in first.files.indices {
            while other < second.files.count, second.files[other] < first.files[index] { other += 1 }
            guard other < second.files.count else { break }
            guard second.files[other] == first.files[index] else { continue }
            let count = closeCount(first, index, second, other)
            if count > 0 { result.append((Int(first.files[index]), count)) }
        }
        return result
    }

    private func closeCount(_ first: TermPositions, _ index: Int, _ second: TermPositions, _ other: Int) -> Int {
        let bits = UInt32(IndexField.bits)
        let range = second.range(other)
        var start = range.lowerBound
        var count = 0
        for occurrence in first.occurrences[first.range(index)] {
            let position = occurrence >> bits
            while start < range.upperBound, second.occurrences[start] >> bits + weights.pairWindow < position {
                start += 1
            }
            var next = start
            while next < range.upperBound, second.occurrences[next] >> bits <= position + weights.pairWindow {
                if second.occurrences[next] >> bits != position { count += 1 }
                next += 1
            }
        }
        return count
    }
}
