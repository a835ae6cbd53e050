import AnnealSafety
import Foundation

/// The Swift file that holds the weights.
struct WeightsFile {
    var model: Regression
    var threshold: Double
    var suspicion: Double
    /// What the header says of how they were made.
    var about: [String]

    func write(to path: String) throws {
        let scale = (model.weights.map(abs).max() ?? 1) / 127
        let bytes = model.weights.map { UInt8(bitPattern: Int8(max(-127, min(127, ($0 / scale).rounded())))) }
        var lines: [Substring] = []
        var rest = Substring(InjectionModel.text(of: bytes))
        while !rest.isEmpty {
            lines.append(rest.prefix(110))
            rest = rest.dropFirst(110)
        }
        let source = """
            /// The weights of the injection classifier. Written by the training program `train-injection`; not to be edited.
            ///
            /// \(about.joined(separator: "\n/// "))
            enum InjectionWeights {
                /// What a step of a weight stands for.
                static let scale: Float = \(scale)
                /// Added to every sum.
                static let bias: Float = \(model.bias)
                /// The probability from which on a text is an injection.
                static let threshold = \(threshold)
                /// The probability from which on a text is told to be suspicious.
                static let suspicion = \(suspicion)
                /// One byte a feature, as `InjectionModel.text(of:)` writes them.
                static let encoded = \"\"\"
                    \(lines.joined(separator: "\n        "))
                    \"\"\"
            }

            """
        try source.write(toFile: path, atomically: true, encoding: .utf8)
        print("wrote \(source.utf8.count) bytes to \(path)")
    }
}
