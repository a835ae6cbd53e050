internal import Foundation

/// Weights that the module brings along, as its sources have them.
enum LearnedWeights {
    /// Reads a safetensors file in base64.
    static func read(_ text: String, place: String) throws(LearningError) -> [String: Tensor] {
        guard let data = Data(base64Encoded: text) else {
            throw LearningError(code: .malformed, message: "the weights are not base64", place: place)
        }
        return try Safetensors(data, place: place).tensors()
    }
}

extension SchedulePolicy {
    /// The policy with the weights that the module brings along.
    ///
    /// - Returns: a policy of its own.
    /// - Throws: `LearningError` when the weights cannot be read, which tests rule out.
    public static func learned() throws(LearningError) -> SchedulePolicy {
        try SchedulePolicy(weights: LearnedWeights.read(learnedWeights, place: "SchedulePolicy"))
    }
}

extension PriorityNetwork {
    /// The network with the weights that the module brings along.
    ///
    /// - Returns: a network of its own, not for training.
    /// - Throws: `LearningError` when the weights cannot be read, which tests rule out.
    public static func learned() throws(LearningError) -> PriorityNetwork {
        try PriorityNetwork(weights: LearnedWeights.read(learnedWeights, place: "PriorityNetwork"))
    }
}
