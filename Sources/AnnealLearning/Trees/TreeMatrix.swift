/// A table in the library's memory.
final class TreeMatrix {
    let handle: XGBoostLibrary.Handle
    private let library: XGBoostLibrary

    /// Copies examples.
    convenience init(_ examples: BoostedTrees.Examples, library: XGBoostLibrary) throws(LearningError) {
        try self.init(
            examples.table, labels: examples.labels, weights: examples.weights, groups: examples.groups,
            library: library)
    }

    /// Copies a table, with labels, weights and groups where there are any.
    init(
        _ table: FeatureTable, labels: [Float]?, weights: [Float]?, groups: [Int]? = nil, library: XGBoostLibrary
    ) throws(LearningError) {
        var handle: XGBoostLibrary.Handle?
        let status = table.values.withUnsafeBufferPointer {
            library.matrixFromRows($0.baseAddress, UInt64(table.rows), UInt64(table.columns), .nan, &handle)
        }
        try library.check(status, "FeatureTable")
        guard let handle else {
            throw LearningError(code: .library, message: "XGBoost made no matrix", place: "FeatureTable")
        }
        self.handle = handle
        self.library = library
        // An order is learned group by group, and so is what it counts.
        let units = groups.map { ($0.count, "groups") } ?? (table.rows, "rows")
        for (name, values, (count, unit)) in [("label", labels, (table.rows, "rows")), ("weight", weights, units)] {
            guard let values else { continue }
            guard values.count == count else {
                throw LearningError(
                    code: .shape, message: "\(values.count) \(name)s for \(count) \(unit)", place: "BoostedTrees",
                    remedy: "give one \(name) for each of the \(unit)")
            }
            guard values.allSatisfy(\.isFinite) else {
                throw LearningError(code: .notFinite, message: "a \(name) is not finite", place: "BoostedTrees")
            }
            let status = values.withUnsafeBufferPointer {
                library.setFloats(handle, name, $0.baseAddress, UInt64(values.count))
            }
            try library.check(status, "BoostedTrees, \(name)s")
        }
        guard let groups else { return }
        guard groups.allSatisfy({ $0 > 0 }), groups.reduce(0, +) == table.rows else {
            throw LearningError(
                code: .shape, message: "the groups hold \(groups.reduce(0, +)) rows of \(table.rows)",
                place: "BoostedTrees", remedy: "give the rows of each group, one at least")
        }
        let grouped = groups.map { UInt32($0) }.withUnsafeBufferPointer {
            library.setWholeNumbers(handle, "group", $0.baseAddress, UInt64(groups.count))
        }
        try library.check(grouped, "BoostedTrees, groups")
    }

    deinit { _ = library.freeMatrix(handle) }
}
