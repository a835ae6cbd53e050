internal import CLearningKernels

extension Graph {
    /// Gives an input its numbers.
    ///
    /// - Parameters:
    ///   - values: rows one after another, as many as told by `setRows(_:to:)`.
    ///   - node: an input.
    /// - Throws: `LearningError` when there are too few or too many, or one is not finite.
    public func write(_ values: [Float], to node: Node) throws(LearningError) {
        try values.withUnsafeBufferPointer { (source) throws(LearningError) in
            try withInput(node) { target throws(LearningError) in
                guard source.count == target.count else {
                    throw wrongCount(source.count, wanted: target.count, shape: "\(node)")
                }
                // Both are of the same length, which was just checked.
                if let from = source.baseAddress, let to = target.baseAddress {
                    to.update(from: from, count: source.count)
                }
            }
        }
    }

    /// Writes an input in place.
    ///
    /// - Parameters:
    ///   - node: an input.
    ///   - body: fills the buffer, rows one after another; the buffer must not be kept.
    /// - Throws: what `body` throws; `LearningError.Code.notFinite` when it left a number that is not finite.
    public func withInput(
        _ node: Node, _ body: (UnsafeMutableBufferPointer<Float>) throws(LearningError) -> Void
    ) throws(LearningError) {
        prepare()
        guard case .input = nodes[node.index].kind else {
            throw LearningError(
                code: .invalidArgument, message: "a result or parameter of shape \(node) cannot be written",
                place: "Graph.write", remedy: "write to what input(columns:rows:) returned")
        }
        isCurrent = false
        let slot = slots[node.index]
        try body(UnsafeMutableBufferPointer(start: slot.value, count: slot.count))
        guard lk_all_finite(slot.value, slot.count) == 1 else {
            throw LearningError(
                code: .notFinite, message: "an input of shape \(node) was given a number that is not finite",
                place: "Graph.write", remedy: "check where the features come from")
        }
    }

    /// Gives a column of indices its numbers. Whether they are in range is checked by the run.
    ///
    /// - Parameters:
    ///   - indices: as many as told by `setRows(_:to:)`.
    ///   - node: what `indexInput(rows:)` returned.
    /// - Throws: `LearningError` when there are too few or too many, or one does not fit into 32 bits.
    public func write(_ indices: [Int], to node: IndexNode) throws(LearningError) {
        prepare()
        let slot = slots[node.index]
        guard indices.count == slot.rows else {
            throw wrongCount(indices.count, wanted: slot.rows, shape: "\(node)")
        }
        isCurrent = false
        for (place, index) in indices.enumerated() { slot.indices[place] = Int32(exactly: index) ?? -1 }
    }

    /// Writes a column of indices in place.
    ///
    /// - Parameters:
    ///   - node: what `indexInput(rows:)` returned.
    ///   - body: fills the buffer, which must not be kept.
    /// - Throws: what `body` throws.
    public func withIndices(
        _ node: IndexNode, _ body: (UnsafeMutableBufferPointer<Int32>) throws(LearningError) -> Void
    ) throws(LearningError) {
        prepare()
        isCurrent = false
        let slot = slots[node.index]
        try body(UnsafeMutableBufferPointer(start: slot.indices, count: slot.rows))
    }

    /// The numbers of a matrix after a run, rows one after another.
    public func values(of node: Node) -> [Float] { withValues(of: node) { Array($0) } }

    /// Reads the numbers of a matrix in place.
    ///
    /// - Parameters:
    ///   - node: any matrix of this graph.
    ///   - body: is given the rows one after another; the buffer must not be kept.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    public func withValues<Result, Failure: Error>(
        of node: Node, _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        prepare()
        let slot = slots[node.index]
        return try body(UnsafeBufferPointer(start: slot.value, count: slot.count))
    }

    /// For each row of a matrix, the first column with its greatest value: the best of actions by their values.
    ///
    /// - Parameters:
    ///   - node: a result, such as rows of action values; one value at least in each row.
    ///   - columns: takes a column for each row; it is made longer where it is too short, and nothing is allocated
    ///     otherwise. Values that are no numbers do not count; a row of nothing else gives 0.
    public func bestColumns(of node: Node, into columns: inout [Int32]) {
        prepare()
        let slot = slots[node.index]
        if columns.count < slot.rows { columns += [Int32](repeating: 0, count: slot.rows - columns.count) }
        columns.withUnsafeMutableBufferPointer { places in
            guard let base = places.baseAddress, slot.columns > 0 else { return }
            lk_rows_first_maximum(base, slot.value, slot.rows, slot.columns)
        }
    }

    /// The one number of a matrix that has one, or the first.
    public func scalar(of node: Node) -> Float { withValues(of: node) { $0.first ?? 0 } }

    private func wrongCount(_ count: Int, wanted: Int, shape: String) -> LearningError {
        LearningError(
            code: .shape, message: "\(count) numbers were given to an input of shape \(shape), which takes \(wanted)",
            place: "Graph.write", remedy: "call setRows(_:to:) with the number of rows first")
    }
}
