/// A logistic regression over the features of a window.
///
/// The weights are bytes: each stands for `scale` times its value. They are written by the training program, see
/// `InjectionModelFile`.
package struct InjectionModel: Sendable {
    /// One for each place of the features.
    package var weights: [Float]
    package var bias: Float
    /// The probability from which on a text counts as an injection.
    package var threshold: Double
    /// The probability from which on a text is told to be suspicious.
    package var suspicion: Double

    /// The model that was trained.
    static let shared = InjectionModelFile.bundled

    /// A model from its parts.
    package init(weights: [Float], bias: Float, threshold: Double, suspicion: Double) {
        self.weights = weights
        self.bias = bias
        self.threshold = threshold
        self.suspicion = suspicion
    }

    /// What the sum of a text's worst passage comes to when it is the worst of many.
    ///
    /// Of a thousand harmless sentences some one looks odd; so a passage among many has to stand out more: by a
    /// quarter of the logarithm of their number, from eight passages on and up to four thousand.
    package static func corrected(_ sum: Double, among count: Int) -> Double {
        let many = Double(max(8, min(4096, count))) / 8
        var doublings = 0.0
        var rest = many
        while rest >= 2 {
            rest /= 2
            doublings += 1
        }
        return sum - 0.25 * 0.6931 * (doublings + rest - 1)
    }

    /// The sum for a window with these features, whose logistic is the probability.
    func sum(_ places: [InjectionFeatures.Place]) -> Double {
        var sum = bias
        for place in places { sum += weights[Int(place.index)] * place.value }
        return Double(sum)
    }

    /// The probability that a window with these features is an injection.
    func probability(_ places: [InjectionFeatures.Place]) -> Double { Self.logistic(sum(places)) }

    /// 1 / (1 + e^-x), without a mathematical library: e^-x by halving x until a short series holds it.
    package static func logistic(_ x: Double) -> Double {
        let bounded = min(40, max(-40, -x))
        let small = bounded / 1024
        var power = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4)))
        for _ in 0..<10 { power *= power }
        return 1 / (1 + power)
    }
}
