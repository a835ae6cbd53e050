import AnnealLearning
import Foundation
import Testing

@Suite("Safetensors") struct SafetensorsTests {
    private func file(_ header: String, body: [UInt8] = []) -> Data {
        var data = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
        return data + Data(header.utf8) + Data(body)
    }

    @Test("what is written is read, bit for bit, and the same tensors give the same bytes")
    func roundTrip() throws {
        let tensors = [
            "b": try Tensor(shape: [2, 3], values: [1, -2, .pi, Float(bitPattern: 1), -0.0, 3e38]),
            "a/\"é": Tensor([7]),
            "empty": try Tensor(shape: [0, 4], values: []), "one": try Tensor(shape: [], values: [5]),
        ]
        let data = try Safetensors.data(tensors, metadata: ["steps": "12"])
        let read = try Safetensors(data)
        #expect(try read.tensors() == tensors)
        #expect(read.metadata == ["steps": "12"])
        #expect(try Safetensors.data(tensors, metadata: ["steps": "12"]) == data)
        #expect(throws: LearningError.self) { try Safetensors.data(["__metadata__": Tensor([1])]) }
    }

    @Test("a file on disk is written as a whole and read; a missing one is an error")
    func disk() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: LearningError.self) { try Safetensors(path: path) }
        #expect(error?.code == .file)
        try Safetensors.write(["x": Tensor([1, 2])], to: path)
        #expect(try Safetensors(path: path).tensor("x") == Tensor([1, 2]))
        #expect(throws: LearningError.self) { try Safetensors.write([:], to: path + "/none/x") }
    }

    @Test("numbers of each kind")
    func kinds() throws {
        func read(_ kind: String, _ bytes: [UInt8]) throws -> [Float] {
            let size = ["F64": 8, "I64": 8, "F32": 4, "I32": 4, "F16": 2, "BF16": 2, "I16": 2][kind] ?? 1
            let header =
                #"{"x":{"dtype":"\#(kind)","shape":[\#(bytes.count / size)],"data_offsets":[0,\#(bytes.count)]}}"#
            return try Safetensors(file(header, body: bytes)).tensor("x").values
        }
        #expect(try read("F16", [0, 0x3C, 0, 0xC0, 1, 0, 0xFF, 0x7B, 0, 0x7C]) == [1, -2, 0x1p-24, 65504, .infinity])
        #expect(try read("F16", [1, 0x7C])[0].isNaN)
        #expect(try read("F16", [0, 0x80])[0].sign == .minus)
        #expect(try read("BF16", [0x80, 0x3F, 0x49, 0x40]) == [1, 3.140625])
        #expect(try read("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0xBF]) == [-1.5])
        #expect(try read("I64", [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) == [-2])
        #expect(try read("I32", [3, 0, 0, 0]) == [3])
        #expect(try read("I16", [0xFF, 0xFF]) == [-1])
        #expect(try read("I8", [0x80]) == [-128])
        #expect(try read("U8", [200]) == [200])
        #expect(try read("BOOL", [1, 0]) == [1, 0])
        let error = #expect(throws: LearningError.self) { try read("F8_E4M3", [0]) }
        #expect(error?.code == .unsupported)
    }

    @Test(
        "headers that lie are errors",
        arguments: [
            "", "[]", "{", "nonsense", #"{"x":1}"#, #"{"x":{"dtype":"F32","shape":[1]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
            #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
            #"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[1,-1],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#,
            #"{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#,
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            #"{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"y":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}"#,
            #"{"__metadata__":{"a":1}}"#, "{}",
        ])
    func lies(header: String) {
        let error = #expect(throws: LearningError.self) { try Safetensors(file(header, body: [0, 0, 0, 0])) }
        #expect(error?.code == .malformed)
    }

    @Test("a header said to be longer than the file is an error, whatever its length")
    func length() {
        for bytes: [UInt8] in [
            [], [1], [8, 0, 0, 0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0, 0, 0, 0, 0, 0, 0, 0x80], [1, 0, 0, 0, 0, 0, 0, 0],
        ] {
            #expect(throws: LearningError.self) { try Safetensors(Data(bytes)) }
        }
    }

    @Test("mutated and cut files are read or refused, and never harm")
    func fuzzed() throws {
        let whole = try Safetensors.data(
            ["weight": Tensor([1, 2, 3]), "bias": try Tensor(shape: [2, 1], values: [4, 5])], metadata: ["k": "v"])
        var random = RandomSource(seed: 3)
        var refused = 0
        for _ in 0..<2_000 {
            var data = whole
            for _ in 0...random.index(below: 4) {
                let place = random.index(below: data.count)
                switch random.index(below: 3) {
                case 0: data[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: data = data.prefix(place) + data.suffix(max(0, data.count - place - 1))
                default: data.insert(contentsOf: [UInt8](repeating: 0x39, count: 1 + place % 3), at: place)
                }
                if data.isEmpty { break }
            }
            do {
                for tensor in try Safetensors(data).tensors().values {
                    #expect(tensor.values.count == tensor.shape.reduce(1, *))
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1_000)
        for count in whole.indices { #expect(throws: LearningError.self) { try Safetensors(whole.prefix(count)) } }
    }

    @Test("parameters are loaded all or not at all")
    func parameters() throws {
        var random = RandomSource(seed: 1)
        let (one, other) = (Parameters(), Parameters())
        for parameters in [one, other] {
            _ = try Linear("l", inputs: 3, outputs: 2, in: parameters, using: &random)
        }
        var tensors = try one.tensors(prefix: "net.")
        try other.load(tensors, prefix: "net.")
        #expect(try other.tensors() == one.tensors())
        for (bad, code) in [
            (Tensor([1, 2, 3]), LearningError.Code.shape), (Tensor([1, .nan]), .notFinite), (nil, .malformed),
        ] {
            tensors["net.l.weight"] = try Tensor(repeating: 9, shape: [3, 2])
            tensors["net.l.bias"] = bad
            let error = #expect(throws: LearningError.self) { try other.load(tensors, prefix: "net.") }
            #expect(error?.code == code)
            #expect(try other.tensors() == one.tensors())
        }
    }
}
