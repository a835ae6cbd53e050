internal import Foundation

/// A checkpoint's file: tensors, and the rest as words about them.
struct TrainingCheckpoint {
    private let file: Safetensors

    init(_ data: Data) throws(LearningError) { file = try Safetensors(data, place: "checkpoint") }

    static func data<Member: Environment>(
        weights: [String: Parameters], optimiser: any Optimiser, random: RandomSource,
        environments: VectorEnvironment<Member>, numbers: [String: Int], extra: some Encodable
    ) throws(LearningError) -> Data {
        var tensors: [String: Tensor] = [:]
        for (prefix, parameters) in weights {
            tensors.merge(try parameters.tensors(prefix: prefix)) { $1 }
        }
        for (name, tensor) in optimiser.state { tensors["optimiser." + name] = tensor }
        var words = numbers.mapValues(String.init)
        words["random"] = try encode(random)
        words["environments"] = try encode(environments)
        words["extra"] = try encode(extra)
        return try Safetensors.data(tensors, metadata: words)
    }

    func load(_ parameters: Parameters, prefix: String) throws(LearningError) {
        try parameters.load(file.tensors(), prefix: prefix)
    }

    func optimiserState() throws(LearningError) -> [String: Tensor] {
        var state: [String: Tensor] = [:]
        for name in file.entries.keys where name.hasPrefix("optimiser.") {
            state[String(name.dropFirst("optimiser.".count))] = try file.tensor(name)
        }
        return state
    }

    func random() throws(LearningError) -> RandomSource { try decode("random") }

    func environments<Member: Environment>(
        like current: VectorEnvironment<Member>
    ) throws(LearningError) -> VectorEnvironment<Member> {
        let stored: VectorEnvironment<Member> = try decode("environments")
        guard stored.count == current.count, stored.observationSize == current.observationSize,
            stored.actionCount == current.actionCount, stored.isWhole
        else { throw Self.malformed("the checkpoint's environments are of another kind or number") }
        return stored
    }

    /// What a trainer stored beside the rest.
    func extra<Value: Decodable>() throws(LearningError) -> Value { try decode("extra") }

    func number(_ name: String) throws(LearningError) -> Int {
        guard let number = file.metadata[name].flatMap({ Int($0) }), (0...1 << 53).contains(number) else {
            throw Self.malformed("the checkpoint does not tell its \(name)")
        }
        return number
    }

    private func decode<Value: Decodable>(_ name: String) throws(LearningError) -> Value {
        guard let text = file.metadata[name], let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
        else { throw Self.malformed("the checkpoint's \(name) cannot be read") }
        return value
    }

    private static func encode(_ value: some Encodable) throws(LearningError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(value) else {
            throw LearningError(
                code: .notFinite, message: "the state of the training cannot be stored", place: "checkpoint",
                remedy: "look for numbers of the environments that are not finite")
        }
        return String(decoding: data, as: UTF8.self)
    }

    static func malformed(_ message: String) -> LearningError {
        LearningError(
            code: .malformed, message: message, place: "checkpoint",
            remedy: "restore a checkpoint that a trainer with the same settings stored")
    }
}
