/// The state of AdamW over the weights and a bias.
struct Adam {
    private var gradient: [Float]
    private var mean: [Float]
    private var square: [Float]
    private var steps = 0

    init(count: Int) {
        gradient = [Float](repeating: 0, count: count)
        mean = gradient
        square = gradient
    }

    /// Forgets the gradient of the last batch.
    mutating func clear() {
        for place in gradient.indices { gradient[place] = 0 }
    }

    mutating func add(_ value: Float, at place: Int) { gradient[place] += value }

    /// One step along the gradient; the last place is that of the bias, which does not decay.
    ///
    /// - Complexity: O(weights).
    mutating func step(_ weights: inout [Float], _ bias: inout Float, rate: Float, decay: Float) {
        steps += 1
        let (first, second): (Float, Float) = (0.9, 0.999)
        let meanScale = 1 / (1 - power(first, steps))
        let squareScale = 1 / (1 - power(second, steps))
        for place in gradient.indices {
            let slope = gradient[place]
            if slope == 0, mean[place] == 0, square[place] == 0 { continue }
            mean[place] = first * mean[place] + (1 - first) * slope
            square[place] = second * square[place] + (1 - second) * slope * slope
            let move = rate * mean[place] * meanScale / ((square[place] * squareScale).squareRoot() + 1e-8)
            if place < weights.count {
                weights[place] -= move + rate * decay * weights[place]
            } else {
                bias -= move
            }
        }
    }

    private func power(_ base: Float, _ exponent: Int) -> Float {
        var (result, factor, rest): (Float, Float, Int) = (1, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}
