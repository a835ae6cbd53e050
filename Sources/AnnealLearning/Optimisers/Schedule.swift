#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// How a rate changes in the course of training.
public enum Schedule: Sendable, Hashable, Codable {
    /// It does not.
    case constant(Float)
    /// In a straight line, reached after a fraction of training and kept from there on.
    case linear(from: Float, to: Float, within: Float)
    /// Up in a straight line for a fraction of training, then down along half a cosine.
    ///
    /// Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017).
    case cosine(peak: Float, to: Float, warmUp: Float)

    /// Whether all its values are finite and not negative, and it says where it goes.
    var isUsable: Bool {
        switch self {
        case .constant(let value): value.isFinite && value >= 0
        case .linear(let start, let end, let part), .cosine(let start, let end, let part):
            [start, end, part].allSatisfy { $0.isFinite && $0 >= 0 }
        }
    }

    /// The value after a fraction of training.
    ///
    /// - Parameter progress: from 0 to 1; values outside count as the nearer end.
    /// - Returns: the rate.
    public func value(at progress: Float) -> Float {
        let progress = min(max(progress, 0), 1)
        switch self {
        case .constant(let value): return value
        case .linear(let start, let end, let within):
            guard progress < within else { return end }
            return start + (end - start) * progress / within
        case .cosine(let peak, let end, let warmUp):
            if progress < warmUp { return peak * progress / warmUp }
            let part = warmUp < 1 ? (progress - warmUp) / (1 - warmUp) : 1
            return end + (peak - end) * (1 + cosf(.pi * part)) / 2
        }
    }
}
