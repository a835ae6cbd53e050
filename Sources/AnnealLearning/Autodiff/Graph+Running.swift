internal import CLearningKernels

extension Graph {
    /// Tells how many rows a variable stands for in the runs that follow. To be called before inputs are written: when
    /// memory has to grow for it, what was written is lost.
    ///
    /// - Parameters:
    ///   - variable: which one.
    ///   - count: 1 or more; edges may be 0.
    /// - Throws: `LearningError.Code.invalidArgument` for other numbers.
    public func setRows(_ variable: RowVariable, to count: Int) throws(LearningError) {
        guard count >= (variable == .edges ? 0 : 1), count <= 1 << 26 else {
            throw LearningError(
                code: .invalidArgument, message: "a graph cannot run with \(count) rows of \(variable)",
                place: "Graph.setRows", remedy: "give 1 to \(1 << 26) rows")
        }
        guard counts[variable.rawValue] != count else { return }
        counts[variable.rawValue] = count
        rowsChanged = true
        isCurrent = false
    }

    /// How many rows a matrix has now.
    public func rows(of node: Node) -> Int { node.rows.variable.map { counts[$0.rawValue] } ?? node.rows.fixed }

    /// Computes all results from the inputs and parameters.
    ///
    /// - Throws: `LearningError` when an index is out of range.
    public func forward() throws(LearningError) {
        prepare()
        isCurrent = false
        let memory = self.memory
        let state = lk_flush_small_numbers()
        defer { lk_restore_rounding(state) }
        for operation in operations { try operation.forward(memory) }
        isCurrent = true
    }

    /// Computes the gradients of the objective by all parameters, after `forward()`; those of the run before are
    /// replaced.
    ///
    /// - Throws: `LearningError.Code.invalidArgument` when there is no objective, or when no run forwards has succeeded
    ///   since inputs were written, numbers of rows told or operations recorded.
    public func backward() throws(LearningError) {
        guard let objective else {
            throw LearningError(
                code: .invalidArgument, message: "there is nothing to differentiate", place: "Graph.backward",
                remedy: "name an objective with minimise(_:) and run forward() first")
        }
        guard isCurrent else {
            throw LearningError(
                code: .invalidArgument,
                message: "the results are not those of the inputs and numbers of rows that the graph has now",
                place: "Graph.backward", remedy: "run forward() first; when it threw, mend what it named")
        }
        let memory = self.memory
        let state = lk_flush_small_numbers()
        defer { lk_restore_rounding(state) }
        for parameter in unreached { parameters.clearGradient(of: parameter) }
        slots[objective.index].gradient.pointee = 1
        for operation in operations.reversed() where operation.isReached { operation.backward(memory) }
    }

    var memory: Memory { Memory(slots: slots, workspaces: workspacePointers, counts: counts) }

    /// Makes the layout fit what was recorded and the numbers of rows that were told.
    func prepare() {
        if !isSealed {
            seal()
        } else if rowsChanged {
            if reserveRows() { layOut() }
            updateRows()
        }
        rowsChanged = false
    }

    /// Whether the numbers of rows need more room than there is.
    private func reserveRows() -> Bool {
        var grows = false
        var current = Counts()
        for index in 0..<RowVariable.variableCount {
            guard let variable = RowVariable(rawValue: index) else { continue }
            current[variable] = counts[index]
            guard current[variable] > capacities[variable] else { continue }
            capacities[variable] = current[variable]
            grows = true
        }
        if workspaceSizes.count < workspaces.count {
            workspaceSizes += [Int](repeating: 0, count: workspaces.count - workspaceSizes.count)
        }
        for index in workspaces.indices {
            let needed = workspaces[index](current)
            guard needed > workspaceSizes[index] else { continue }
            workspaceSizes[index] = needed
            grows = true
        }
        return grows
    }

    /// Finds out which gradients are wanted and in which order they come, and lays out the memory.
    func seal() {
        for index in nodes.indices { nodes[index].hasGradient = false }
        for operation in operations {
            operation.isReached = false
            for index in operation.contributions.indices { operation.contributions[index] = .none }
        }
        if let objective { nodes[objective.index].hasGradient = true }
        for operation in operations.reversed() where nodes[operation.output.index].hasGradient {
            operation.isReached = nodes[operation.output.index].needsGradient
            guard operation.isReached else { continue }
            for (index, input) in operation.inputs.enumerated() where nodes[input.index].needsGradient {
                operation.contributions[index] = nodes[input.index].hasGradient ? .add : .replace
                nodes[input.index].hasGradient = true
            }
        }
        unreached = parameters.all.filter { parameter in
            guard let node = parameterNodes[parameter.index] else { return true }
            return !nodes[node.index].hasGradient
        }
        _ = reserveRows()
        layOut()
        updateRows()
        isSealed = true
    }

    /// Gives each matrix its place, large enough for the largest numbers of rows so far.
    private func layOut() {
        slots.deallocate()
        workspacePointers.deallocate()
        slots = .allocate(capacity: max(1, nodes.count))
        workspacePointers = .allocate(capacity: max(1, workspaces.count))
        var total = 0
        func place(_ count: Int) -> Int {
            defer { total += Arena.rounded(count) }
            return total
        }
        let places = nodes.map { node -> (value: Int, gradient: Int) in
            if case .parameter = node.kind { return (0, 0) }
            let count = capacities.count(of: node.rows) * node.columns
            return (place(count), node.hasGradient ? place(count) : 0)
        }
        let workspacePlaces = workspaceSizes.map { place($0) }
        arena.reserve(total)
        for (index, node) in nodes.enumerated() {
            var slot = Slot(
                value: arena.base + places[index].value, gradient: arena.base + places[index].gradient,
                rows: node.rows.fixed, columns: node.columns)
            if case .parameter(let parameter) = node.kind {
                slot.value = parameters.values(at: parameter)
                slot.gradient = parameters.gradients(at: parameter)
            }
            (slots + index).initialize(to: slot)
        }
        for (index, place) in workspacePlaces.enumerated() {
            (workspacePointers + index).initialize(to: arena.base + place)
        }
    }

    private func updateRows() {
        for (index, node) in nodes.enumerated() {
            guard let variable = node.rows.variable else { continue }
            slots[index].rows = counts[variable.rawValue]
        }
    }
}
