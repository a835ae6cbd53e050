internal import CLearningKernels

/// The product of the few rows of a step with the recurrent weights, which is taken once for each step.
///
/// A library's product puts its operands in order for the cache each time; with few rows that costs as much as the
/// product. Here it is done once for all steps. One row is a product with a vector, for which the weights are in order
/// as they are, and many rows are left to the library.
struct RecurrentProduct {
    private let weight: UnsafeMutablePointer<Float>
    private let transposed: Bool
    private let rows: Int
    private let inner: Int
    private let columns: Int
    private let packed: UnsafeMutablePointer<Float>?

    /// Prepares products.
    ///
    /// - Parameters:
    ///   - weight: inner × columns, or columns × inner when it is transposed.
    ///   - transposed: whether it is.
    ///   - rows: of each product.
    ///   - inner: of each product.
    ///   - columns: of each product.
    ///   - repetitions: how many there will be.
    ///   - packed: memory of `packedSize(hidden:)` numbers where there is more than one row.
    init(
        _ weight: UnsafeMutablePointer<Float>, transposed: Bool, rows: Int, inner: Int, columns: Int, repetitions: Int,
        packed: UnsafeMutablePointer<Float>
    ) {
        self.weight = weight
        self.transposed = transposed
        self.rows = rows
        self.inner = inner
        self.columns = columns
        guard rows > 1, rows <= 48, repetitions > 2 else {
            self.packed = nil
            return
        }
        self.packed = packed
        lk_pack(packed, weight, transposed ? inner : columns, transposed ? 1 : 0, nil, inner, nil, columns)
    }

    /// How many numbers the weights take in either order.
    static func packedSize(hidden: Int) -> Int {
        max(lk_packed_size(hidden, 4 * hidden), lk_packed_size(4 * hidden, hidden))
    }

    /// to += x W; both have their rows next to one another.
    func add(_ x: UnsafeMutablePointer<Float>, to sums: UnsafeMutablePointer<Float>) {
        if let packed {
            var left = lk_left(values: x, row_step: inner, step: 1, rows: nil, steps: nil)
            lk_packed_product(rows, columns, inner, &left, packed, sums, columns, 1)
            return
        }
        let operand =
            transposed
            ? BLAS.Operand.transposed(weight, stride: inner) : BLAS.Operand.plain(weight, stride: columns)
        BLAS.system.multiply(
            .plain(x, stride: inner), operand, into: sums, stride: columns, m: rows, n: columns, k: inner, beta: 1)
    }
}
