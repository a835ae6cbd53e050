import AnnealLearning
import Foundation

/// Weights as Swift source: the bytes of a safetensors file in base64.
enum WeightSource {
    static func text(_ type: String, _ weights: [String: Tensor], command: String) throws -> String {
        var lines: [Substring] = []
        var rest = try Safetensors.data(weights).base64EncodedString()[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(110))
            rest = rest.dropFirst(110)
        }
        return """
            // Written by `train-scheduling \(command)`; not to be changed by hand.

            extension \(type) {
                /// A safetensors file in base64.
                static let learnedWeights = \"\"\"
                    \(lines.joined(separator: "\\\n        "))
                    \"\"\"
            }

            """
    }
}
