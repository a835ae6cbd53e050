public import Foundation

extension Safetensors {
    /// The bytes of a file with tensors, in the order of their names.
    ///
    /// - Parameters:
    ///   - tensors: by name.
    ///   - metadata: words about them.
    /// - Returns: the same bytes for the same tensors.
    /// - Throws: `LearningError.Code.invalidArgument` when a tensor has the name that the format keeps for itself.
    public static func data(
        _ tensors: [String: Tensor], metadata: [String: String] = [:]
    ) throws(LearningError) -> Data {
        guard tensors["__metadata__"] == nil else {
            throw LearningError(
                code: .invalidArgument, message: "a tensor cannot be called __metadata__", place: "safetensors",
                remedy: "give it another name")
        }
        var header: [String: HeaderValue] = [:]
        if !metadata.isEmpty { header["__metadata__"] = .metadata(metadata) }
        var body = Data()
        body.reserveCapacity(tensors.values.reduce(0) { $0 + 4 * $1.values.count })
        for name in tensors.keys.sorted() {
            guard let tensor = tensors[name] else { continue }
            let start = body.count
            for value in tensor.values {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { body.append(contentsOf: $0) }
            }
            header[name] = .tensor(dtype: "F32", shape: tensor.shape, data_offsets: [start, body.count])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var json = try? encoder.encode(header) else {
            throw LearningError(
                code: .invalidArgument, message: "the tensors' names cannot be written", place: "safetensors",
                remedy: "give them names of plain text")
        }
        json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))
        var file = Data()
        file.reserveCapacity(8 + json.count + body.count)
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { file.append(contentsOf: $0) }
        file.append(json)
        file.append(body)
        return file
    }

    /// Writes a file with tensors; an earlier one of the name is replaced as a whole or not at all.
    ///
    /// - Parameters:
    ///   - tensors: by name.
    ///   - metadata: words about them.
    ///   - path: of the file.
    /// - Throws: `LearningError.Code.file` when it cannot be written.
    public static func write(
        _ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String
    ) throws(LearningError) {
        let file = try data(tensors, metadata: metadata)
        do {
            try file.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw LearningError(
                code: .file, message: "cannot write \(path)", place: path,
                remedy: "check that the folder exists and has room")
        }
    }

    private enum HeaderValue: Encodable {
        case metadata([String: String])
        case tensor(dtype: String, shape: [Int], data_offsets: [Int])

        private enum Key: String, CodingKey {
            case dtype, shape, data_offsets
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .metadata(let words):
                var container = encoder.singleValueContainer()
                try container.encode(words)
            case .tensor(let dtype, let shape, let offsets):
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(dtype, forKey: .dtype)
                try container.encode(shape, forKey: .shape)
                try container.encode(offsets, forKey: .data_offsets)
            }
        }
    }
}
