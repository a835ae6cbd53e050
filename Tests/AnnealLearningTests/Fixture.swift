import AnnealLearning
import Foundation
import Testing

/// Files that lie beside the tests.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// A case of `pytorch.safetensors`: its tensors without the name of the case.
    static func pytorch(_ name: String) throws -> Case {
        let file = try Safetensors(path: path("pytorch.safetensors"))
        var tensors: [String: Tensor] = [:]
        for key in file.entries.keys where key.hasPrefix(name + ".") {
            tensors[String(key.dropFirst(name.count + 1))] = try file.tensor(key)
        }
        return Case(tensors: tensors)
    }

    struct Case {
        let tensors: [String: Tensor]

        func tensor(_ name: String) throws -> Tensor { try #require(tensors[name], "no tensor \(name)") }
        func values(_ name: String) throws -> [Float] { try tensor(name).values }
        func indices(_ name: String) throws -> [Int] { try values(name).map { Int($0) } }

        /// Gives a linear layer the weights of PyTorch's, which are outputs × inputs.
        func load(_ name: String, into layer: Linear, of parameters: Parameters) throws {
            try parameters.set(layer.weight, to: tensor("weight.\(name).weight").transposed().values)
            if let bias = layer.bias { try parameters.set(bias, to: values("weight.\(name).bias")) }
        }

        /// Compares a linear layer's gradients with PyTorch's.
        func expectGradients(
            _ name: String, of layer: Linear, in parameters: Parameters,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            expectClose(
                try parameters.gradient(of: layer.weight).values,
                try tensor("gradient.\(name).weight").transposed().values,
                name, sourceLocation: sourceLocation)
            guard let bias = layer.bias else { return }
            expectClose(
                try parameters.gradient(of: bias).values, try values("gradient.\(name).bias"), name,
                sourceLocation: sourceLocation)
        }

        /// Rows of a matrix, from one on.
        func rows(_ name: String, _ range: Range<Int>) throws -> Tensor {
            let tensor = try tensor(name)
            let columns = tensor.shape[1]
            return try Tensor(
                shape: [range.count, columns],
                values: Array(tensor.values[range.lowerBound * columns..<range.upperBound * columns]))
        }

        /// Columns of a matrix, from one on.
        func columns(_ name: String, _ range: Range<Int>) throws -> Tensor {
            let tensor = try tensor(name)
            let (rows, columns) = (tensor.shape[0], tensor.shape[1])
            return try Tensor(
                shape: [rows, range.count],
                values: (0..<rows).flatMap { row in range.map { tensor.values[row * columns + $0] } })
        }
    }
}

/// Numbers that agree to a hundred-thousandth of the largest.
func expectClose(
    _ values: [Float], _ wanted: [Float], _ comment: String = "", tolerance: Float = 1e-5,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(values.count == wanted.count, "\(comment)", sourceLocation: sourceLocation)
    let size = max(1, wanted.map { abs($0) }.max() ?? 1)
    let worst = zip(values, wanted).map { abs($0 - $1) }.max() ?? 0
    #expect(worst <= tolerance * size, "\(comment) differs by \(worst)", sourceLocation: sourceLocation)
}
