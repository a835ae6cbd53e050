internal import CLearningKernels

/// Vectors row by row, each with a copy in bytes that is a quarter as large.
///
/// A row x is near s·c, with whole numbers c from -127 to 127; e = |x - s·c| is kept. The product with a query q, near
/// t·d, is then known up to e·|q| + |s·c|·|q - t·d| from whole numbers alone (by Cauchy and Schwarz), which tells for
/// nearly all rows that they are none of the best, exactly.
struct VectorTable {
    let width: Int
    private(set) var ids: [String] = []
    private(set) var places: [String: Int32] = [:]
    private(set) var rows: [Float] = []
    private(set) var codes: [Int8] = []
    /// s of each row.
    private(set) var scales: [Float] = []
    /// e of each row.
    private(set) var errors: [Float] = []
    /// |s·c| of each row.
    private(set) var lengths: [Float] = []

    init(width: Int) { self.width = width }

    var count: Int { ids.count }

    /// Adds a row, or replaces that of the same identifier, and gives its place.
    mutating func set(_ id: String, _ vector: [Float]) -> Int32 {
        let coded = Coded(vector)
        if let place = places[id] {
            let start = Int(place) * width
            rows.replaceSubrange(start..<start + width, with: vector)
            codes.replaceSubrange(start..<start + width, with: coded.codes)
            (scales[Int(place)], errors[Int(place)], lengths[Int(place)]) = (coded.scale, coded.error, coded.length)
            return place
        }
        let place = Int32(ids.count)
        places[id] = place
        ids.append(id)
        rows += vector
        codes += coded.codes
        scales.append(coded.scale)
        errors.append(coded.error)
        lengths.append(coded.length)
        return place
    }

    /// Removes a row; the last one takes its place.
    mutating func remove(_ id: String) {
        guard let removed = places.removeValue(forKey: id) else { return }
        let (place, last) = (Int(removed), ids.count - 1)
        if place != last {
            let (to, from) = (place * width, last * width)
            for column in 0..<width {
                rows[to + column] = rows[from + column]
                codes[to + column] = codes[from + column]
            }
            (scales[place], errors[place], lengths[place]) = (scales[last], errors[last], lengths[last])
            ids[place] = ids[last]
            places[ids[place]] = removed
        }
        ids.removeLast()
        rows.removeLast(width)
        codes.removeLast(width)
        scales.removeLast()
        errors.removeLast()
        lengths.removeLast()
    }

    /// The rows with the largest products, exactly. Complexity: O(rows · width) in bytes, and a little more.
    func search(_ query: [Float], count wanted: Int) -> [VectorMatch] {
        guard wanted > 0, count > 0 else { return [] }
        let coded = Coded(query)
        let queryLength = lk_dot(query, query, query.count).squareRoot()
        var products = [Int32](repeating: 0, count: count)
        lk_rows_dot_int8(&products, codes, count, width, coded.codes)
        var lower = BestMatches(capacity: wanted)
        var upper = [Float](repeating: 0, count: count)
        // Rounding of the two products themselves.
        let slack = 4e-6 * (1 + queryLength)
        for row in 0..<count {
            let product = Float(products[row]) * scales[row] * coded.scale
            let doubt = errors[row] * queryLength + lengths[row] * coded.error
            let margin = doubt + slack * (lengths[row] + errors[row])
            upper[row] = product + margin
            let least = product - margin
            if !lower.isFull || least > (lower.worst?.score ?? 0) { lower.offer(least, Int32(row)) }
        }
        let threshold = lower.isFull ? (lower.worst?.score ?? -.infinity) : -.infinity
        let candidates = (0..<count).filter { upper[$0] >= threshold }.map { Int32($0) }
        var exact = [Float](repeating: 0, count: candidates.count)
        lk_gather_dot(&exact, rows, candidates, candidates.count, width, query)
        let matches = zip(candidates, exact).map { VectorMatch(id: ids[Int($0)], similarity: $1) }
        return Array(matches.sorted(by: VectorMatch.precedes).prefix(wanted))
    }
}

/// A vector in bytes.
struct Coded {
    var codes: [Int8]
    var scale: Float
    var error: Float
    var length: Float

    init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        scale = largest > 0 ? largest / 127 : 1
        var codes = [Int8](repeating: 0, count: vector.count)
        var (error, length): (Double, Double) = (0, 0)
        for (index, number) in vector.enumerated() {
            let code = max(-127, min(127, (number / scale).rounded()))
            codes[index] = Int8(code)
            let near = Double(code) * Double(scale)
            error += (Double(number) - near) * (Double(number) - near)
            length += near * near
        }
        self.codes = codes
        self.error = Float(error.squareRoot()) * 1.0001
        self.length = Float(length.squareRoot()) * 1.0001
    }
}
