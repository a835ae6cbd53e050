/// What a weight starts with. Matrices are inputs × outputs.
public enum Initializer: Sendable, Hashable {
    /// The same number everywhere.
    case constant(Float)
    /// Uniform within ±bound.
    case uniform(bound: Float)
    /// Normal with mean 0.
    case normal(deviation: Float)
    /// Uniform within ±1 / √inputs: what PyTorch gives linear layers.
    ///
    /// Source: Y. LeCun et al., "Efficient BackProp" (1998).
    case fanIn(Int)
    /// Uniform within ±√(6 / (inputs + outputs)).
    ///
    /// Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
    case xavier
    /// Normal with deviation √(2 / inputs), for ReLU.
    ///
    /// Source: K. He et al., "Delving Deep into Rectifiers" (2015).
    case he
    /// Orthonormal rows or columns, times a gain.
    ///
    /// Source: A. Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear networks" (2013).
    case orthogonal(gain: Float)

    func values(rows: Int, columns: Int, using random: inout RandomSource) -> [Float] {
        func uniform(_ bound: Double) -> [Float] {
            (0..<rows * columns).map { _ in Float((2 * random.uniform() - 1) * bound) }
        }
        func normal(_ deviation: Double) -> [Float] {
            (0..<rows * columns).map { _ in Float(random.normal() * deviation) }
        }
        switch self {
        case .constant(let value): return [Float](repeating: value, count: rows * columns)
        case .uniform(let bound): return uniform(Double(bound))
        case .normal(let deviation): return normal(Double(deviation))
        case .fanIn(let inputs): return uniform(1 / Double(max(1, inputs)).squareRoot())
        case .xavier: return uniform((6 / Double(rows + columns)).squareRoot())
        case .he: return normal((2 / Double(rows)).squareRoot())
        case .orthogonal(let gain):
            return Initializer.orthogonal(rows: rows, columns: columns, gain: Double(gain), using: &random)
        }
    }

    /// Gram-Schmidt, twice for precision, on random normal vectors along the longer side.
    ///
    /// - Complexity: O(longer × shorter²).
    private static func orthogonal(rows: Int, columns: Int, gain: Double, using random: inout RandomSource) -> [Float] {
        let (length, count) = (max(rows, columns), min(rows, columns))
        var vectors: [[Double]] = []
        while vectors.count < count {
            var vector = (0..<length).map { _ in random.normal() }
            for _ in 0..<2 {
                for other in vectors {
                    var product = 0.0
                    for index in 0..<length { product += vector[index] * other[index] }
                    for index in 0..<length { vector[index] -= product * other[index] }
                }
            }
            var square = 0.0
            for index in 0..<length { square += vector[index] * vector[index] }
            guard square > 1e-12 else { continue }
            let scale = 1 / square.squareRoot()
            for index in 0..<length { vector[index] *= scale }
            vectors.append(vector)
        }
        return (0..<rows * columns).map { place in
            let (row, column) = (place / columns, place % columns)
            return Float(gain * (rows >= columns ? vectors[column][row] : vectors[row][column]))
        }
    }
}
