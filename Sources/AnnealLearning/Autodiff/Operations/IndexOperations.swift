internal import CLearningKernels

/// An operation over rows that are named by index.
class IndexedOperation: Operation {
    let index: IndexNode

    init(name: String, inputs: [Node], index: IndexNode, output: Node) {
        self.index = index
        super.init(name: name, inputs: inputs, output: output)
    }

    /// The indices, each of which is known to be below `limit` from here on.
    final func indices(below limit: Int, _ memory: Memory) throws(LearningError) -> UnsafeMutablePointer<Int32> {
        let slot = memory[index]
        let bad = lk_first_out_of_range(slot.indices, slot.rows, Int32(truncatingIfNeeded: limit))
        guard bad < 0 else {
            throw LearningError(
                code: .invalidArgument,
                message: "index \(slot.indices[Int(bad)]) at place \(bad) is not one of 0 ..< \(limit)",
                place: name, remedy: "check the indices that were written")
        }
        return slot.indices
    }
}

/// Row index[i] of x as row i.
final class GatherOperation: IndexedOperation {
    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, y) = (memory[inputs[0]], memory[output])
        let indices = try indices(below: x.rows, memory)
        lk_gather_rows(y.value, y.columns, x.value, x.columns, indices, y.rows, y.columns, 0)
    }

    override func backward(_ memory: Memory) {
        guard let gradient = clearedGradient(ofInput: 0, memory) else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        lk_scatter_add_rows(gradient, x.columns, y.gradient, y.columns, memory[index].indices, y.rows, y.columns)
    }
}

/// The sum of all rows i of x with index[i] = s, as row s; or their mean.
final class SegmentOperation: IndexedOperation {
    private let sizes: Workspace?

    init(x: Node, index: IndexNode, sizes: Workspace?, output: Node) {
        self.sizes = sizes
        super.init(name: sizes == nil ? "segmentSum" : "segmentMean", inputs: [x], index: index, output: output)
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, y) = (memory[inputs[0]], memory[output])
        let indices = try indices(below: y.rows, memory)
        y.value.update(repeating: 0, count: y.count)
        lk_scatter_add_rows(y.value, y.columns, x.value, x.columns, indices, x.rows, x.columns)
        guard let sizes else { return }
        let inverse = memory[sizes]
        inverse.update(repeating: 0, count: y.rows)
        for row in 0..<x.rows { inverse[Int(indices[row])] += 1 }
        for row in 0..<y.rows {
            inverse[row] = 1 / max(1, inverse[row])
            lk_scale(y.value + row * y.columns, inverse[row], y.columns)
        }
    }

    override func backward(_ memory: Memory) {
        guard contributions[0].isWanted else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        if let sizes {
            for row in 0..<y.rows { lk_scale(y.gradient + row * y.columns, memory[sizes][row], y.columns) }
        }
        lk_gather_rows(
            x.gradient, x.columns, y.gradient, y.columns, memory[index].indices, x.rows, x.columns,
            contributions[0].adds)
    }
}

/// Element index[i] of row i.
final class PickOperation: IndexedOperation {
    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, y) = (memory[inputs[0]], memory[output])
        let indices = try indices(below: x.columns, memory)
        for row in 0..<y.rows { y.value[row] = x.value[row * x.columns + Int(indices[row])] }
    }

    override func backward(_ memory: Memory) {
        guard let gradient = clearedGradient(ofInput: 0, memory) else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        let indices = memory[index].indices
        for row in 0..<y.rows { gradient[row * x.columns + Int(indices[row])] += y.gradient[row] }
    }
}

extension Graph {
    /// Rows of x by index: an embedding, or the nodes at the ends of edges.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - index: each below the rows of x; checked by the run.
    /// - Returns: a row for each index.
    public func gather(_ x: Node, _ index: IndexNode) -> Node {
        record(
            GatherOperation(
                name: "gather", inputs: [x], index: index,
                output: result(rows: index.rows, columns: x.columns, from: [x])))
    }

    /// Sums of the rows that belong together.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - segments: for each row, where it belongs; each below `rows`, in any order; checked by the run.
    ///   - rows: how many sums; those of no row are 0.
    /// - Returns: rows × columns.
    /// - Throws: `LearningError.Code.shape` when there is not one segment for each row.
    public func segmentSum(_ x: Node, _ segments: IndexNode, rows: Rows) throws(LearningError) -> Node {
        try checkSegments("segmentSum", x, segments)
        return record(
            SegmentOperation(
                x: x, index: segments, sizes: nil, output: result(rows: rows, columns: x.columns, from: [x])))
    }

    /// Means of the rows that belong together.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - segments: for each row, where it belongs; each below `rows`, in any order; checked by the run.
    ///   - rows: how many means; those of no row are 0.
    /// - Returns: rows × columns.
    /// - Throws: `LearningError.Code.shape` when there is not one segment for each row.
    public func segmentMean(_ x: Node, _ segments: IndexNode, rows: Rows) throws(LearningError) -> Node {
        try checkSegments("segmentMean", x, segments)
        return record(
            SegmentOperation(
                x: x, index: segments, sizes: workspace(rows: rows, columns: 1),
                output: result(rows: rows, columns: x.columns, from: [x])))
    }

    /// One element of each row: the value of the action that was taken.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - index: one for each row, below the columns of x; checked by the run.
    /// - Returns: rows × 1.
    /// - Throws: `LearningError.Code.shape` when there is not one index for each row.
    public func pick(_ x: Node, _ index: IndexNode) throws(LearningError) -> Node {
        try checkSegments("pick", x, index)
        return record(
            PickOperation(
                name: "pick", inputs: [x], index: index, output: result(rows: x.rows, columns: 1, from: [x])))
    }

    func checkSegments(_ operation: String, _ x: Node, _ index: IndexNode) throws(LearningError) {
        guard x.rows == index.rows else {
            throw LearningError(
                code: .shape, message: "shapes do not fit: \(x) and \(index) indices", place: operation,
                remedy: "\(operation) takes one index for each row")
        }
    }
}
