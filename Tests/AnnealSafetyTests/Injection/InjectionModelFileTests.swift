import Testing

@testable import AnnealSafety

@Suite("The file of the injection model") struct InjectionModelFileTests {
    private static func model() -> InjectionModel {
        var weights = [Float](repeating: 0, count: InjectionFeatures.size)
        for place in stride(from: 0, to: weights.count, by: 97) { weights[place] = Float(place % 255 - 127) / 127 }
        return InjectionModel(weights: weights, bias: -1.25, threshold: 0.5, suspicion: 0.25)
    }

    @Test func `a model survives being written and read`() throws {
        let read = try #require(InjectionModelFile.read(InjectionModelFile.bytes(of: Self.model())))
        #expect(read.bias == -1.25 && read.threshold == 0.5 && read.suspicion == 0.25)
        for (was, now) in zip(Self.model().weights, read.weights) { #expect(abs(was - now) < 0.5 / 127) }
    }

    @Test func `a file that was cut or changed at its head is refused`() {
        let bytes = InjectionModelFile.bytes(of: Self.model())
        #expect(InjectionModelFile.read([]) == nil)
        #expect(InjectionModelFile.read(Array(bytes.dropLast())) == nil)
        for place in [0, 4, 8] {
            var changed = bytes
            changed[place] ^= 1
            #expect(InjectionModelFile.read(changed) == nil)
        }
        var infinite = bytes
        infinite.replaceSubrange(16..<20, with: [0, 0, 0x80, 0x7F])
        #expect(InjectionModelFile.read(infinite) == nil)
    }

    @Test func `the model that comes with the program fits its features`() {
        let model = InjectionModel.shared
        #expect(model.weights.count == InjectionFeatures.size)
        #expect(model.weights.count { $0 != 0 } > 1_000)
        #expect(0 < model.suspicion && model.suspicion <= model.threshold && model.threshold < 1)
    }

    @Test func `a model of zeros can be written`() throws {
        let zero = InjectionModel(
            weights: [Float](repeating: 0, count: InjectionFeatures.size), bias: 0, threshold: 0.5, suspicion: 0.5)
        let read = try #require(InjectionModelFile.read(InjectionModelFile.bytes(of: zero)))
        #expect(read.weights.allSatisfy { $0 == 0 })
    }
}
