internal import CLearningKernels

/// Elementary functions of arrays, many elements at a time.
///
/// Errors against the exact value are at most 2 units of the last place (of Float32), those of `gelu` 4e-7 in absolute
/// terms where |x| ≤ 1. A value that is not a number gives one that is none.
///
/// - Complexity: O(n) each, about a nanosecond an element or less.
public enum ElementaryFunctions {
    /// e to the power of each element; 0 below −104, infinity above 88.7.
    public static func exp(_ x: [Float]) -> [Float] { map(x, lk_exp) }
    /// The natural logarithm of each element; −infinity of 0, not a number below.
    public static func log(_ x: [Float]) -> [Float] { map(x, lk_log) }
    /// The hyperbolic tangent of each element.
    public static func tanh(_ x: [Float]) -> [Float] { map(x, lk_tanh) }
    /// 1 / (1 + e^−x) of each element.
    public static func sigmoid(_ x: [Float]) -> [Float] { map(x, lk_sigmoid) }
    /// The error function of each element.
    public static func erf(_ x: [Float]) -> [Float] { map(x, lk_erf) }
    /// x Φ(x) of each element, Φ being the distribution function of the normal distribution.
    ///
    /// Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units" (2016).
    public static func gelu(_ x: [Float]) -> [Float] { map(x, lk_gelu) }

    private static func map(
        _ x: [Float], _ function: (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int) -> Void
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: x.count) { buffer, count in
            // The function writes as many elements as it reads; the closure's buffer has room for them.
            x.withUnsafeBufferPointer { function(buffer.baseAddress, $0.baseAddress, x.count) }
            count = x.count
        }
    }
}
