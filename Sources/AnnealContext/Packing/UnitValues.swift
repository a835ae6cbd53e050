internal import Foundation

/// How likely each unit is needed: words of the task in it, the file it stands in, its name in the task, and who calls whom.
struct UnitValues {
    private let weights: PackWeights
    /// The units in the order of the candidates.
    private(set) var units: [CodeUnit]
    /// One value a unit.
    private(set) var values: [Float]
    /// Why, in a few words.
    private(set) var reasons: [[String]]

    /// Values units. Complexity: O(n) in the units and their terms.
    ///
    /// - Parameters:
    ///   - candidates: the files with their units.
    ///   - weights: the numbers of the formula.
    init(_ candidates: PackCandidates, weights: PackWeights) {
        self.weights = weights
        units = candidates.files.flatMap(\.units)
        values = [Float](repeating: 0, count: units.count)
        reasons = [[String]](repeating: [], count: units.count)
        let texts = Self.textScores(of: units, candidates.words.terms, weights: weights)
        let best = max(texts.map(\.score).max() ?? 0, 1e-6)
        for (number, unit) in units.enumerated() {
            let file = candidates.files[unit.file]
            let text = texts[number].score / best
            var value = pow(file.score, weights.fileExponent) * (weights.file + text)
            if text > 0.05 { reasons[number].append("words: " + texts[number].words.joined(separator: ", ")) }
            value *= factor(of: unit, in: file)
            if !unit.name.isEmpty, candidates.words.codeNames.contains(unit.name) {
                value += weights.codeName
                reasons[number].append("named in the task")
            } else if !unit.name.isEmpty, candidates.words.names.contains(unit.name) {
                value += weights.name
                reasons[number].append("its name is a word of the task")
            }
            reasons[number] += file.reasons
            values[number] = value
        }
        lend()
    }

    private func factor(of unit: CodeUnit, in file: CandidateFile) -> Float {
        // The search has counted what a file is for already; of tests a signature tells most.
        let category = file.category == .test ? weights.test : file.category.factor
        switch unit.kind {
        case nil: return category * weights.fragment
        case .variable, .alias: return category * weights.variable
        default: return category
        }
    }

    /// BM25 of each unit among all, with the words that count most.
    static func textScores(
        of units: [CodeUnit], _ terms: [QueryTerms.Term], weights: PackWeights
    ) -> [(score: Float, words: [String])] {
        var frequencies = [Int](repeating: 0, count: terms.count)
        for unit in units { for term in unit.counts.keys { frequencies[term] += 1 } }
        let average = max(1, units.reduce(0) { $0 + $1.length } / Float(max(1, units.count)))
        let worth = terms.indices.map { term in
            terms[term].weight * pow(Rarity.of(frequencies[term], among: units.count), weights.rarityExponent)
        }
        return units.map { unit in
            let discount = 1 - weights.discount + weights.discount * unit.length / average
            var parts: [(term: Int, score: Float)] = []
            for (term, count) in unit.counts {
                parts.append((term, worth[term] * count / (count + weights.saturation * discount)))
            }
            parts.sort { ($1.score, $0.term) < ($0.score, $1.term) }
            return (parts.reduce(0) { $0 + $1.score }, parts.prefix(4).map { terms[$0.term].text })
        }
    }

    /// Lets the best units lend to those that they call and to those that call them.
    private mutating func lend() {
        let own = values
        let lenders = own.indices.sorted { (own[$1], $0) < (own[$0], $1) }.filter { !units[$0].name.isEmpty }
            .prefix(weights.lenders)
        var declared: [UInt64: [Int]] = [:]
        for (number, unit) in units.enumerated() where unit.name.utf8.count > 2 {
            declared[Self.hash(unit.name), default: []].append(number)
        }
        for lender in lenders {
            let unit = units[lender]
            var lent: [Int: String] = [:]
            for use in unit.uses {
                // A name that many declare tells nothing about which is meant.
                guard let called = declared[use], called.count <= 3 else { continue }
                for number in called where number != lender { lent[number] = "called by \(unit.fullName)" }
            }
            let isTelling = unit.name.utf8.count > 2 && declared[Self.hash(unit.name), default: []].count <= 3
            let hash = Self.hash(unit.name)
            for number in units.indices where number != lender {
                if let reason = lent[number] {
                    values[number] += weights.callee * own[lender]
                    reasons[number].append(reason)
                } else if isTelling, units[number].uses.contains(hash) {
                    values[number] += weights.caller * own[lender]
                    reasons[number].append("uses \(unit.fullName)")
                }
            }
        }
    }

    private static func hash(_ name: String) -> UInt64 {
        Array(name.utf8).withUnsafeBufferPointer { WordTable.hash($0) }
    }
}
