extension Parameters {
    /// All weights by name, as files have them.
    ///
    /// - Parameter prefix: put before each name.
    /// - Returns: one tensor for each weight.
    /// - Throws: never in practice; the type says so since shapes are checked again.
    public func tensors(prefix: String = "") throws(LearningError) -> [String: Tensor] {
        var all: [String: Tensor] = [:]
        for (name, parameter) in zip(names, self.all) { all[prefix + name] = try tensor(of: parameter) }
        return all
    }

    /// Takes over weights by name. Either all are taken over or, when one does not fit, none.
    ///
    /// - Parameters:
    ///   - tensors: one for each weight, of its shape; others are ignored.
    ///   - prefix: before each name.
    /// - Throws: `LearningError` when one is missing, has another shape or a number that is not finite.
    public func load(_ tensors: [String: Tensor], prefix: String = "") throws(LearningError) {
        for (name, parameter) in zip(names, all) {
            guard let tensor = tensors[prefix + name] else {
                throw LearningError(
                    code: .malformed, message: "there is no tensor \(prefix + name)", place: "Parameters.load",
                    remedy: "check that the file is of the network it is read for")
            }
            let shape = parameter.rows == 1 ? [parameter.columns] : [parameter.rows, parameter.columns]
            guard tensor.shape == shape || tensor.shape == [parameter.rows, parameter.columns] else {
                throw LearningError(
                    code: .shape, message: "the tensor \(prefix + name) has the shape \(tensor.shape), not \(shape)",
                    place: "Parameters.load", remedy: "check that the file is of the network it is read for")
            }
            guard tensor.values.allSatisfy(\.isFinite) else {
                throw LearningError(
                    code: .notFinite, message: "the tensor \(prefix + name) has a number that is not finite",
                    place: "Parameters.load", remedy: "load a checkpoint from before training went wrong")
            }
        }
        for (name, parameter) in zip(names, all) {
            if let tensor = tensors[prefix + name] { try set(parameter, to: tensor.values) }
        }
    }
}
