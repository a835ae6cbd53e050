internal import CLearningKernels

/// A function that is applied to each element of a layer's result.
public enum Activation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing.
    case identity
    /// max(0, x).
    case relu
    /// The hyperbolic tangent.
    case tanh
    /// 1 / (1 + e^−x).
    case sigmoid
    /// x Φ(x), exactly, not by its approximation with tanh.
    case gelu

    /// The number by which the kernels know it.
    var code: Int32 {
        switch self {
        case .identity: Int32(LK_IDENTITY)
        case .relu: Int32(LK_RELU)
        case .tanh: Int32(LK_TANH)
        case .sigmoid: Int32(LK_SIGMOID)
        case .gelu: Int32(LK_GELU)
        }
    }
}
