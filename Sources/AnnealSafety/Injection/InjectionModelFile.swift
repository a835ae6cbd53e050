internal import CSafety

/// The file of a trained model: a mark, the number of weights, four numbers, one signed byte a weight.
///
/// All numbers are little-endian: `AINJ`, version (UInt32), count (UInt32), scale, bias, threshold, suspicion (Float),
/// then `count` bytes. The file is compiled into the program, so that it needs none beside it.
package enum InjectionModelFile {
    private static let mark: [UInt8] = Array("AINJ".utf8)
    private static let version: UInt32 = 1
    private static let headLength = 28

    /// The model that is compiled in.
    static let bundled: InjectionModel = {
        let bytes = UnsafeBufferPointer(start: anneal_injection_model(), count: anneal_injection_model_size())
        // A model of another size belongs to other features: better none than a wrong one. A test holds that it fits.
        return read(Array(bytes))
            ?? InjectionModel(
                weights: [Float](repeating: 0, count: InjectionFeatures.size), bias: -40, threshold: 1, suspicion: 1)
    }()

    /// Reads a model.
    ///
    /// - Parameter bytes: of a file.
    /// - Returns: `nil` when it is no model, or one of other features.
    package static func read(_ bytes: [UInt8]) -> InjectionModel? {
        guard bytes.count == headLength + InjectionFeatures.size, Array(bytes.prefix(4)) == mark,
            number(bytes, 4) == version, number(bytes, 8) == UInt32(InjectionFeatures.size)
        else { return nil }
        func float(_ place: Int) -> Float { Float(bitPattern: number(bytes, place)) }
        let scale = float(12)
        let model = InjectionModel(
            weights: bytes[headLength...].map { Float(Int8(bitPattern: $0)) * scale }, bias: float(16),
            threshold: Double(float(20)), suspicion: Double(float(24)))
        guard scale.isFinite, model.bias.isFinite, model.threshold.isFinite, model.suspicion.isFinite else {
            return nil
        }
        return model
    }

    /// Writes a model, each weight rounded to a 127th of the largest.
    ///
    /// - Parameter model: with as many weights as there are features.
    /// - Returns: the bytes of a file.
    package static func bytes(of model: InjectionModel) -> [UInt8] {
        let scale = max(model.weights.map(abs).max() ?? 0, .leastNormalMagnitude * 127) / 127
        var bytes = mark
        let floats = [scale, model.bias, Float(model.threshold), Float(model.suspicion)].map(\.bitPattern)
        for number in [version, UInt32(model.weights.count)] + floats {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        for weight in model.weights {
            bytes.append(UInt8(bitPattern: Int8(max(-127, min(127, (weight / scale).rounded())))))
        }
        return bytes
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }
}
