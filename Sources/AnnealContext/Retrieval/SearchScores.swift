internal import Foundation

/// The scores of all files while a search adds up its signals.
struct SearchScores {
    let snapshot: IndexSnapshot
    let weights: SearchWeights
    let signals: SearchSignals
    /// By place of the file.
    private(set) var scores: [Float]
    /// What each signal added, by place of the file.
    private(set) var parts: [(name: String, values: [Float])] = []
    /// Whether a file has any word of the query, by place.
    private(set) var isMatched: [Bool]
    /// By place of the piece.
    private(set) var pieceScores: [Float]
    /// The sum over the terms that are in any file of weight times rarity: what a query can reach.
    private(set) var reach: Float = 0

    init(snapshot: IndexSnapshot, weights: SearchWeights, signals: SearchSignals) {
        self.snapshot = snapshot
        self.weights = weights
        self.signals = signals
        scores = [Float](repeating: 0, count: snapshot.files.count)
        isMatched = [Bool](repeating: false, count: snapshot.files.count)
        pieceScores = [Float](repeating: 0, count: snapshot.pieceLengths.count)
    }

    /// Adds values to the scores and remembers them under a signal's name.
    mutating func add(_ values: [Float], as name: String) {
        for place in scores.indices { scores[place] += values[place] }
        parts.append((name, values))
    }

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

    /// Adds the terms' scores by field, piece, path and name. Complexity: O(n) in their occurrences.
    mutating func addTerms(_ terms: [QueryTerms.Term], _ postings: [TermPostings]) {
        var fields = [Float](repeating: 0, count: scores.count)
        var path = fields
        for (term, postings) in zip(terms, postings) {
            let value = value(of: term, postings)
            reach += value
            for index in postings.files.indices {
                let place = Int(postings.files[index])
                let counts = count(postings, index, value)
                isMatched[place] = true
                let frequency = weighted(counts, place)
                if signals.contains(.fields) {
                    fields[place] +=
                        value * frequency * (weights.fileSaturation + 1) / (frequency + weights.fileSaturation)
                }
                if signals.contains(.path), counts[0] + counts[1] > 0 {
                    path[place] += weights.path * value
                    if counts[1] > 0 { path[place] += weights.name * value / max(1, snapshot.nameLengths[place]) }
                }
            }
        }
        if signals.contains(.fields) { add(fields, as: "fields") }
        if signals.contains(.path) { add(path, as: "path") }
        if signals.contains(.pieces) { addPieces() }
    }

    /// Counts a term's occurrences in a file by field, and adds its score to the file's pieces.
    private mutating func count(_ postings: TermPostings, _ index: Int, _ value: Float) -> SIMD8<Float> {
        var counts = SIMD8<Float>()
        let place = Int(postings.files[index])
        let end = Int(snapshot.pieceStarts[place + 1])
        var piece = Int(snapshot.pieceStarts[place])
        var inPiece: Float = 0
        snapshot.piecePositions.withUnsafeBufferPointer { positions in
            postings.occurrences.withUnsafeBufferPointer { occurrences in
                for number in postings.range(index) {
                    let field = Int(occurrences[number] & 7)
                    counts[field] += 1
                    guard field > 1 else { continue }
                    let position = occurrences[number] >> UInt32(IndexField.bits)
                    if piece + 1 < end, position >= positions[piece + 1] {
                        addToPiece(piece, inPiece, value)
                        inPiece = 0
                        repeat { piece += 1 } while piece + 1 < end && position >= positions[piece + 1]
                    }
                    inPiece += field == 2 ? weights.definitionInPiece : 1
                }
            }
        }
        addToPiece(piece, inPiece, value)
        return counts
    }

    private mutating func addToPiece(_ piece: Int, _ frequency: Float, _ value: Float) {
        guard frequency > 0 else { return }
        let discount = 1 - weights.pieceDiscount + weights.pieceDiscount * snapshot.pieceLengths[piece]
        let saturation = weights.pieceSaturation
        pieceScores[piece] += value * frequency * (saturation + 1) / (frequency + saturation * discount)
    }

    /// The frequency over all fields, each with its weight and its discount of length.
    ///
    /// Source: S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004).
    func weighted(_ counts: SIMD8<Float>, _ place: Int) -> Float {
        var sum: Float = 0
        for field in 0..<IndexField.count where counts[field] > 0 {
            sum +=
                FieldWeights.standard.weights[field] * counts[field]
                / snapshot.discounts[place * IndexField.count + field]
        }
        return sum
    }

    private mutating func addPieces() {
        var values = [Float](repeating: 0, count: scores.count)
        for place in values.indices {
            var best = SIMD4<Float>()
            for piece in Int(snapshot.pieceStarts[place])..<Int(snapshot.pieceStarts[place + 1]) {
                var score = pieceScores[piece]
                guard score > best[3] else { continue }
                for rank in 0..<4 where score > best[rank] { (best[rank], score) = (score, best[rank]) }
            }
            let further = best[1] / 2 + best[2] / 3 + best[3] / 4
            values[place] = weights.pieces * (best[0] + weights.furtherPieces * further)
        }
        add(values, as: "pieces")
    }

    /// Adds the logarithm of each file's size.
    mutating func addSize() {
        add(isMatched.indices.map { isMatched[$0] ? weights.size * reach * snapshot.logSizes[$0] : 0 }, as: "size")
    }
}
