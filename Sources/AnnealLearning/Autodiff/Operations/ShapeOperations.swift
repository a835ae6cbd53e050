internal import CLearningKernels

/// Matrices side by side.
final class ConcatenateOperation: Operation {
    override func forward(_ memory: Memory) {
        let y = memory[output]
        var start = 0
        for input in inputs {
            let x = memory[input]
            for row in 0..<y.rows {
                (y.value + row * y.columns + start).update(from: x.value + row * x.columns, count: x.columns)
            }
            start += x.columns
        }
    }

    override func backward(_ memory: Memory) {
        let y = memory[output]
        var start = 0
        for (index, input) in inputs.enumerated() {
            let x = memory[input]
            defer { start += x.columns }
            guard contributions[index].isWanted else { continue }
            for row in 0..<y.rows {
                lk_axpy(
                    x.gradient + row * x.columns, y.gradient + row * y.columns + start, 1, x.columns,
                    contributions[index].adds)
            }
        }
    }
}

/// Some columns of a matrix.
final class SliceOperation: Operation {
    private let start: Int

    init(x: Node, start: Int, output: Node) {
        self.start = start
        super.init(name: "columns", inputs: [x], output: output)
    }

    override func forward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        for row in 0..<y.rows {
            (y.value + row * y.columns).update(from: x.value + row * x.columns + start, count: y.columns)
        }
    }

    override func backward(_ memory: Memory) {
        guard let gradient = clearedGradient(ofInput: 0, memory) else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        for row in 0..<y.rows {
            lk_axpy(gradient + row * x.columns + start, y.gradient + row * y.columns, 1, y.columns, 1)
        }
    }
}

/// The same numbers in another number of rows.
final class ReshapeOperation: Operation {
    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, y) = (memory[inputs[0]], memory[output])
        guard x.count == y.count else {
            throw LearningError(
                code: .shape, message: "\(x.rows) × \(x.columns) numbers do not fill \(y.rows) × \(y.columns)",
                place: name, remedy: "set the two numbers of rows so that they agree")
        }
        y.value.update(from: x.value, count: y.count)
    }

    override func backward(_ memory: Memory) { contribute(memory[output].gradient, toInput: 0, memory) }
}

extension Graph {
    /// The same numbers, row by row, in rows of another length.
    ///
    /// - Parameters:
    ///   - x: any matrix.
    ///   - columns: 1 or more.
    ///   - rows: how many; that both have as many numbers is checked by the run.
    /// - Returns: rows × columns.
    /// - Throws: `LearningError.Code.shape` when there are no columns.
    public func reshape(_ x: Node, columns: Int, rows: Rows) throws(LearningError) -> Node {
        guard columns > 0 else { throw mismatch("reshape", [x], takes: "1 or more columns") }
        return record(
            ReshapeOperation(name: "reshape", inputs: [x], output: result(rows: rows, columns: columns, from: [x])))
    }

    /// Matrices of the same rows side by side. Before a linear layer, `linear(_:bias:activation:)` over pairs is faster.
    ///
    /// - Throws: `LearningError.Code.shape` when the numbers of rows differ or there is none.
    public func concatenate(_ nodes: [Node]) throws(LearningError) -> Node {
        guard let first = nodes.first, nodes.allSatisfy({ $0.rows == first.rows }) else {
            throw mismatch("concatenate", nodes, takes: "one or more matrices with the same rows")
        }
        let columns = nodes.reduce(0) { $0 + $1.columns }
        return record(
            ConcatenateOperation(
                name: "concatenate", inputs: nodes, output: result(rows: first.rows, columns: columns, from: nodes)))
    }

    /// Some columns of a matrix.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - range: within the columns.
    /// - Returns: rows × as many columns as the range has.
    /// - Throws: `LearningError.Code.shape` when it is empty or out of range.
    public func columns(of x: Node, _ range: Range<Int>) throws(LearningError) -> Node {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= x.columns else {
            throw mismatch("columns", [x], takes: "a range within 0 ..< \(x.columns), not \(range)")
        }
        return record(
            SliceOperation(
                x: x, start: range.lowerBound, output: result(rows: x.rows, columns: range.count, from: [x])))
    }
}
