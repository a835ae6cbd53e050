extension Graph {
    /// A matrix whose numbers are given before a run.
    ///
    /// - Parameters:
    ///   - columns: features of a row.
    ///   - rows: how many rows.
    /// - Returns: the matrix to write to.
    public func input(columns: Int, rows: Rows = .batch) -> Node {
        append(NodeRecord(kind: .input, rows: rows, columns: columns, needsGradient: false))
    }

    /// A column of whole numbers that are given before a run.
    ///
    /// - Parameter rows: how many.
    /// - Returns: the column to write to.
    public func indexInput(rows: Rows = .batch) -> IndexNode {
        let node = append(NodeRecord(kind: .indices, rows: rows, columns: 1, needsGradient: false))
        return IndexNode(index: node.index, rows: rows)
    }

    /// A parameter as a matrix of this graph.
    ///
    /// - Throws: `LearningError.Code.invalidArgument` when the graph's parameters have none like it.
    public func node(for parameter: Parameter) throws(LearningError) -> Node {
        if let node = parameterNodes[parameter.index] { return node }
        guard parameters.contains(parameter) else {
            throw LearningError(
                code: .invalidArgument,
                message: "the graph's parameters have no \(parameter.rows) × \(parameter.columns) one at place "
                    + "\(parameter.index)",
                place: "Graph.node(for:)", remedy: "record with the parameters that the layer was made with")
        }
        let node = append(
            NodeRecord(
                kind: .parameter(parameter.index), rows: .fixed(parameter.rows), columns: parameter.columns,
                needsGradient: purpose == .training))
        parameterNodes[parameter.index] = node
        return node
    }

    /// Names what training makes small.
    ///
    /// - Parameter objective: a matrix of one number.
    /// - Throws: `LearningError` when it is not one number, or the graph is not for training.
    public func minimise(_ objective: Node) throws(LearningError) {
        guard purpose == .training else {
            throw LearningError(
                code: .invalidArgument, message: "a graph for inference has no objective", place: "Graph.minimise",
                remedy: "create it with Graph(parameters, for: .training)")
        }
        guard objective.rows == .fixed(1), objective.columns == 1 else {
            throw LearningError(
                code: .shape, message: "an objective of shape \(objective) is not one number", place: "Graph.minimise",
                remedy: "give the result of a loss")
        }
        self.objective = objective
        isSealed = false
        isCurrent = false
    }

    func append(_ record: NodeRecord) -> Node {
        nodes.append(record)
        isSealed = false
        isCurrent = false
        return Node(index: nodes.count - 1, rows: record.rows, columns: record.columns)
    }

    /// The matrix that an operation will write.
    func result(rows: Rows, columns: Int, from inputs: [Node]) -> Node {
        append(
            NodeRecord(
                kind: .result, rows: rows, columns: columns,
                needsGradient: purpose == .training && inputs.contains { nodes[$0.index].needsGradient }))
    }

    func record(_ operation: Operation) -> Node {
        operations.append(operation)
        isSealed = false
        isCurrent = false
        return operation.output
    }

    /// Memory of an operation, as many numbers as `size` says for the numbers of rows.
    func workspace(_ size: @escaping (Counts) -> Int) -> Workspace {
        workspaces.append(size)
        return Workspace(index: workspaces.count - 1)
    }

    func workspace(rows: Rows, columns: Int) -> Workspace { workspace { $0.count(of: rows) * columns } }

    /// Memory that an operation uses within a call and does not keep: the same place for all that ask for it.
    func scratch(_ size: @escaping (Counts) -> Int) -> Workspace {
        scratchSizes.all.append(size)
        if let scratch { return scratch }
        let sizes = scratchSizes
        let workspace = workspace { sizes.largest($0) }
        scratch = workspace
        return workspace
    }

    /// An error of shapes: the operation, what it was given and what it takes.
    func mismatch(_ operation: String, _ nodes: [Node], takes rule: String) -> LearningError {
        let shapes = nodes.map(\.description).joined(separator: " and ")
        return LearningError(
            code: .shape, message: "shapes do not fit: \(shapes)", place: operation,
            remedy: "\(operation) takes \(rule)")
    }
}
