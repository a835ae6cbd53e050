/// A table in the library's memory.
final class TreeMatrix {
    let handle: XGBoostLibrary.Handle
    private let library: XGBoostLibrary

    /// Copies a table, with labels and weights where there are any.
    init(
        _ table: FeatureTable, labels: [Float]?, weights: [Float]?, library: XGBoostLibrary
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
        for (name, values) in [("label", labels), ("weight", weights)] {
            guard let values else { continue }
            guard values.count == table.rows else {
                throw LearningError(
                    code: .shape, message: "\(values.count) \(name)s for \(table.rows) rows", place: "BoostedTrees")
            }
            guard values.allSatisfy(\.isFinite) else {
                throw LearningError(code: .notFinite, message: "a \(name) is not finite", place: "BoostedTrees")
            }
            let status = values.withUnsafeBufferPointer {
                library.setFloats(handle, name, $0.baseAddress, UInt64(values.count))
            }
            try library.check(status, "BoostedTrees, \(name)s")
        }
    }

    deinit { _ = library.freeMatrix(handle) }
}
