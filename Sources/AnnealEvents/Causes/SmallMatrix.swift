internal import Foundation

/// A symmetric positive definite matrix of a few rows, dense and row by row.
struct SmallMatrix {
    let size: Int
    var values: [Double]

    init(size: Int) {
        self.size = size
        values = Array(repeating: 0, count: size * size)
    }

    /// Some rows and columns of a larger matrix.
    init(_ matrix: [Double], size whole: Int, rows: [Int]) {
        self.init(size: rows.count)
        for (i, row) in rows.enumerated() {
            for (j, column) in rows.enumerated() { values[i * size + j] = matrix[row * whole + column] }
        }
    }

    subscript(_ row: Int, _ column: Int) -> Double {
        get { values[row * size + column] }
        set { values[row * size + column] = newValue }
    }

    /// The lower triangle L with L Lᵀ = the matrix; pivots that rounding made too small are lifted. O(size³).
    func cholesky() -> SmallMatrix {
        var lower = SmallMatrix(size: size)
        for i in 0..<size {
            for j in 0...i {
                var sum = self[i, j]
                for k in 0..<j { sum -= lower[i, k] * lower[j, k] }
                if i == j {
                    lower[i, i] = max(sum, 1e-12 * max(self[i, i], .leastNormalMagnitude)).squareRoot()
                } else {
                    lower[i, j] = sum / lower[j, j]
                }
            }
        }
        return lower
    }

    /// The inverse. O(size³).
    func inverse() -> SmallMatrix {
        let lower = cholesky()
        var inverse = SmallMatrix(size: size)
        var half = SmallMatrix(size: size)
        for j in 0..<size {
            half[j, j] = 1 / lower[j, j]
            for i in j + 1..<max(size, j + 1) {
                var sum = 0.0
                for k in j..<i { sum -= lower[i, k] * half[k, j] }
                half[i, j] = sum / lower[i, i]
            }
        }
        for i in 0..<size {
            for j in 0...i {
                var sum = 0.0
                for k in i..<size { sum += half[k, i] * half[k, j] }
                inverse[i, j] = sum
                inverse[j, i] = sum
            }
        }
        return inverse
    }

    /// The matrix times a vector.
    func times(_ vector: [Double]) -> [Double] {
        (0..<size).map { row in
            var sum = 0.0
            for column in 0..<size { sum += self[row, column] * vector[column] }
            return sum
        }
    }
}
