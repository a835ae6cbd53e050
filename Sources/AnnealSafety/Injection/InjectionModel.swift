/// A logistic regression over the features of a window.
///
/// The weights are bytes: each stands for `scale` times its value. They are written by the training program.
package struct InjectionModel: Sendable {
    /// One for each place of the features.
    var weights: [Float]
    var bias: Float
    /// The probability from which on a text counts as suspicious.
    var threshold: Double
    /// The probability from which on a text is told to be suspicious.
    var suspicion: Double

    /// The model that was trained.
    static let shared = Self(
        encoded: InjectionWeights.encoded, scale: InjectionWeights.scale, bias: InjectionWeights.bias,
        threshold: InjectionWeights.threshold, suspicion: InjectionWeights.suspicion)

    /// A model from its parts.
    init(weights: [Float], bias: Float, threshold: Double, suspicion: Double) {
        self.weights = weights
        self.bias = bias
        self.threshold = threshold
        self.suspicion = suspicion
    }

    /// Reads weights in base64, in which a run of zeros is `.` and two digits for its length.
    private init(encoded: String, scale: Float, bias: Float, threshold: Double, suspicion: Double) {
        var weights: [Float] = []
        weights.reserveCapacity(InjectionFeatures.size)
        for byte in InjectionModel.bytes(of: encoded) { weights.append(Float(Int8(bitPattern: byte)) * scale) }
        // Weights of another size belong to other features: better none than wrong ones.
        if weights.count != InjectionFeatures.size { weights = [Float](repeating: 0, count: InjectionFeatures.size) }
        self.init(weights: weights, bias: bias, threshold: threshold, suspicion: suspicion)
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

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Weights as text: four digits of base64 for three bytes; `.` and two digits stand for a run of 1 to 4096 groups of
    /// three zeros.
    package static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var zeros = 0
        func flush() {
            guard zeros > 0 else { return }
            text += [UInt8(ascii: "."), digits[(zeros - 1) >> 6], digits[(zeros - 1) & 63]]
            zeros = 0
        }
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
            let joined = group[0] << 16 | group[1] << 8 | group[2]
            if joined == 0 {
                zeros += 1
                if zeros == 4096 { flush() }
                continue
            }
            flush()
            for shift in [18, 12, 6, 0] as [UInt32] { text.append(digits[Int(joined >> shift & 63)]) }
        }
        flush()
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of what `text(of:)` made, to the number of places of the features; white space is passed over.
    static func bytes(of text: String) -> [UInt8] {
        var values = [UInt32](repeating: 64, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt32(value) }
        let input = text.utf8.filter { $0 > 32 }
        var bytes: [UInt8] = []
        var at = 0
        while at < input.count {
            if input[at] == UInt8(ascii: "."), at + 2 < input.count {
                let groups = Int(values[Int(input[at + 1])] << 6 | values[Int(input[at + 2])]) + 1
                bytes += [UInt8](repeating: 0, count: 3 * min(groups, InjectionFeatures.size))
                at += 3
                continue
            }
            guard at + 3 < input.count else { break }
            var joined: UInt32 = 0
            for offset in 0..<4 { joined = joined << 6 | values[Int(input[at + offset])] & 63 }
            bytes += [UInt8(joined >> 16 & 255), UInt8(joined >> 8 & 255), UInt8(joined & 255)]
            at += 4
        }
        return Array(bytes.prefix(InjectionFeatures.size))
    }
}
