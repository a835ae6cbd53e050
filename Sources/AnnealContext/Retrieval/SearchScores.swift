internal import Foundation

/// The scores of all files while a search adds up its signals.
struct SearchScores {
    let snapshot: IndexSnapshot
    let weights: SearchWeights
    let signals: SearchSignals
    /// Places of files that are worked on already.
    let inPlay: [Int]
    /// By place of the file.
    private(set) var scores: [Float]
    /// What each signal added, by place of the file.
    private(set) var parts: [(name: String, values: [Float])] = []
    /// Whether a file has any word of the query, by place.
    private(set) var isMatched: [Bool]
    /// Whether a file's positions are read, by place.
    private(set) var isCandidate: [Bool] = []
    /// By place of the piece.
    private(set) var pieceScores: [Float]
    /// The sum over the terms that are in any file of weight times rarity: what a query can reach.
    private(set) var reach: Float = 0

    init(snapshot: IndexSnapshot, weights: SearchWeights, signals: SearchSignals, inPlay: [String] = []) {
        self.snapshot = snapshot
        self.weights = weights
        self.signals = signals
        let paths = Set(inPlay)
        self.inPlay = paths.isEmpty ? [] : snapshot.files.indices.filter { paths.contains(snapshot.files[$0].path) }
        scores = [Float](repeating: 0, count: snapshot.files.count)
        isMatched = [Bool](repeating: false, count: snapshot.files.count)
        pieceScores = [Float](repeating: 0, count: snapshot.pieceLengths.count)
    }

    /// Adds values to the scores and remembers them under a signal's name.
    mutating func add(_ values: [Float], as name: String) {
        for place in scores.indices { scores[place] += values[place] }
        parts.append((name, values))
    }

    /// What a signal added, by place; `nil` when it did not count.
    func part(_ name: String) -> [Float]? { parts.first { $0.name == name }?.values }

    /// Scales each score, and what the signals added to it.
    mutating func scale(by factors: [Float]) {
        for place in scores.indices where factors[place] != 1 {
            scores[place] *= factors[place]
            for part in parts.indices { parts[part].values[place] *= factors[place] }
        }
    }

    /// A term's weight times its rarity.
    func value(of term: QueryTerms.Term, _ postings: TermPostings) -> Float {
        guard !postings.files.isEmpty else { return 0 }
        return term.weight * pow(Rarity.of(postings.files.count, among: snapshot.files.count), weights.rarityExponent)
    }

    /// Adds the terms' scores by field, path and name. Complexity: O(n) in the files that have the terms.
    mutating func addTerms(_ terms: [QueryTerms.Term], _ postings: [TermPostings]) {
        var fields = [Float](repeating: 0, count: scores.count)
        var path = fields
        let saturation = weights.fileSaturation
        for (term, postings) in zip(terms, postings) {
            let value = value(of: term, postings)
            reach += value
            for index in postings.files.indices {
                let place = Int(postings.files[index])
                isMatched[place] = true
                let frequency = postings.frequencies[index]
                fields[place] += value * frequency * (saturation + 1) / (frequency + saturation)
                guard postings.fields[index] & IndexField.pathBits != 0 else { continue }
                path[place] += weights.path * value
                if postings.fields[index] & IndexField.nameBit != 0 {
                    path[place] += weights.name * value / max(1, snapshot.nameLengths[place])
                }
            }
        }
        choose(zip(fields, path).map { $0 + $1 })
        if signals.contains(.fields) { add(fields, as: "fields") }
        if signals.contains(.path) { add(path, as: "path") }
    }

    /// Chooses the files whose positions are read: all that match where they are few, the best ones by fields and path
    /// otherwise.
    private mutating func choose(_ values: [Float]) {
        isCandidate = isMatched
        let matched = values.indices.filter { isMatched[$0] }.map { values[$0] }
        guard matched.count > weights.candidates else { return }
        let least = matched.sorted(by: >)[weights.candidates - 1]
        for place in values.indices where values[place] < least { isCandidate[place] = false }
    }

    /// Adds the terms' scores by piece, to the candidates. Complexity: O(n) in their occurrences.
    mutating func addPieces(
        _ terms: [QueryTerms.Term], _ postings: [TermPostings], _ positions: [TermPositions]
    ) {
        for (index, positions) in positions.enumerated() {
            let value = value(of: terms[index], postings[index])
            for index in positions.files.indices { addToPieces(positions, index, value) }
        }
        var values = [Float](repeating: 0, count: scores.count)
        for place in values.indices where isCandidate[place] {
            var best = SIMD4<Float>()
            for piece in Int(snapshot.pieceStarts[place])..<Int(snapshot.pieceStarts[place + 1]) {
                var score = pieceScores[piece]
                guard score > best[3] else { continue }
                for rank in 0..<4 where score > best[rank] { (best[rank], score) = (score, best[rank]) }
            }
            let further = best[1] / 2 + best[2] / 3 + best[3] / 4
            values[place] = weights.pieces * (best[0] + weights.furtherPieces * further)
        }
        if signals.contains(.pieces) { add(values, as: "pieces") }
    }

    /// Adds a term's score to the pieces of a file.
    private mutating func addToPieces(_ positions: TermPositions, _ index: Int, _ value: Float) {
        let place = Int(positions.files[index])
        let end = Int(snapshot.pieceStarts[place + 1])
        var piece = Int(snapshot.pieceStarts[place])
        var inPiece: Float = 0
        snapshot.piecePositions.withUnsafeBufferPointer { starts in
            positions.occurrences.withUnsafeBufferPointer { occurrences in
                for number in positions.range(index) {
                    let field = occurrences[number] & 7
                    guard field > 1 else { continue }
                    let position = occurrences[number] >> UInt32(IndexField.bits)
                    if piece + 1 < end, position >= starts[piece + 1] {
                        addToPiece(piece, inPiece, value)
                        inPiece = 0
                        repeat { piece += 1 } while piece + 1 < end && position >= starts[piece + 1]
                    }
                    inPiece += field == 2 ? weights.definitionInPiece : 1
                }
            }
        }
        addToPiece(piece, inPiece, value)
    }

    private mutating func addToPiece(_ piece: Int, _ frequency: Float, _ value: Float) {
        guard frequency > 0 else { return }
        let discount = 1 - weights.pieceDiscount + weights.pieceDiscount * snapshot.pieceLengths[piece]
        let saturation = weights.pieceSaturation
        pieceScores[piece] += value * frequency * (saturation + 1) / (frequency + saturation * discount)
    }

    /// Adds the logarithm of each file's size.
    mutating func addSize() {
        add(isMatched.indices.map { isMatched[$0] ? weights.size * reach * snapshot.logSizes[$0] : 0 }, as: "size")
    }
}
