/// The header of a safetensors file as JSON has it.
struct SafetensorsHeader: Decodable {
    var entries: [String: Safetensors.Entry] = [:]
    var metadata: [String: String] = [:]

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct RawEntry: Decodable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for key in container.allKeys {
            if key.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: key)
                continue
            }
            let raw = try container.decode(RawEntry.self, forKey: key)
            guard let kind = Safetensors.Kind(rawValue: raw.dtype) else {
                throw LearningError(
                    code: .unsupported, message: "the tensor \(key.stringValue) has numbers of kind \(raw.dtype)",
                    remedy: "store it as F32")
            }
            guard raw.data_offsets.count == 2, raw.data_offsets[0] >= 0, raw.data_offsets[0] <= raw.data_offsets[1]
            else {
                throw LearningError(
                    code: .malformed, message: "the tensor \(key.stringValue) has no place in the file",
                    remedy: "get the file again; it may have been cut off")
            }
            entries[key.stringValue] = Safetensors.Entry(
                kind: kind, shape: raw.shape, range: raw.data_offsets[0]..<raw.data_offsets[1])
        }
    }
}
