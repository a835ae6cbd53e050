internal import CLearningKernels
internal import Foundation

/// Weights that the module brings along: safetensors files that are compiled in.
private enum LearnedWeights {
    static func read(
        _ file: (UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?, place: String
    ) throws(LearningError) -> [String: Tensor] {
        var size = 0
        guard let bytes = file(&size) else {
            throw LearningError(code: .malformed, message: "there are no weights", place: place)
        }
        return try Safetensors(Data(bytes: bytes, count: size), place: place).tensors()
    }
}

extension SchedulePolicy {
    /// The weights that the module brings along.
    ///
    /// - Returns: tensors by name.
    /// - Throws: `LearningError` when they cannot be read, which tests rule out.
    public static func learnedWeights() throws(LearningError) -> [String: Tensor] {
        try LearnedWeights.read(lk_schedule_policy, place: "SchedulePolicy")
    }

    /// The policy with the weights that the module brings along.
    ///
    /// - Returns: a policy of its own.
    /// - Throws: `LearningError` when the weights cannot be read, which tests rule out.
    public static func learned() throws(LearningError) -> SchedulePolicy {
        try SchedulePolicy(weights: learnedWeights())
    }
}

extension PriorityNetwork {
    /// The network with the weights that the module brings along.
    ///
    /// - Returns: a network of its own, not for training.
    /// - Throws: `LearningError` when the weights cannot be read, which tests rule out.
    public static func learned() throws(LearningError) -> PriorityNetwork {
        try PriorityNetwork(weights: LearnedWeights.read(lk_priority_network, place: "PriorityNetwork"))
    }
}
