/// Numbers in a shape, as they are given to a network, read from it and stored in files.
///
/// A tensor is a plain value; computation happens in a `Graph`.
public struct Tensor: Sendable, Hashable {
    /// The extent of each dimension, the slowest first; empty for a single number.
    public let shape: [Int]
    /// The elements, the last dimension running fastest.
    public var values: [Float]

    /// Creates a tensor.
    ///
    /// - Parameters:
    ///   - shape: extents, each 0 or more.
    ///   - values: as many as the product of the extents.
    /// - Throws: `LearningError.Code.shape` when the numbers do not fit.
    public init(shape: [Int], values: [Float]) throws(LearningError) {
        guard let count = Tensor.count(of: shape) else {
            throw LearningError(
                code: .shape, message: "a shape of \(shape) has a negative extent or too many elements",
                place: "Tensor", remedy: "give extents of 0 or more whose product fits into memory")
        }
        guard count == values.count else {
            throw LearningError(
                code: .shape, message: "\(values.count) values do not fill a shape of \(shape), which has \(count)",
                place: "Tensor", remedy: "give as many values as the product of the extents")
        }
        self.shape = shape
        self.values = values
    }

    /// A tensor of one dimension.
    public init(_ values: [Float]) {
        shape = [values.count]
        self.values = values
    }

    /// A tensor of one number in every place.
    ///
    /// - Throws: `LearningError.Code.shape` when an extent is negative.
    public init(repeating value: Float, shape: [Int]) throws(LearningError) {
        try self.init(shape: shape, values: [Float](repeating: value, count: Tensor.count(of: shape) ?? 0))
    }

    /// A matrix with rows and columns exchanged.
    ///
    /// - Throws: `LearningError.Code.shape` when there are not two dimensions.
    /// - Complexity: O(n).
    public func transposed() throws(LearningError) -> Tensor {
        guard shape.count == 2 else {
            throw LearningError(
                code: .shape, message: "a tensor of shape \(shape) cannot be transposed", place: "Tensor.transposed",
                remedy: "give one with two dimensions")
        }
        let (rows, columns) = (shape[0], shape[1])
        var result = [Float](repeating: 0, count: values.count)
        for row in 0..<rows {
            for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
        }
        return try Tensor(shape: [columns, rows], values: result)
    }

    /// The product of extents; `nil` when one is negative or the product is out of range.
    static func count(of shape: [Int]) -> Int? {
        var count = 1
        for extent in shape {
            guard extent >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else { return nil }
            count = product
        }
        return count
    }
}
