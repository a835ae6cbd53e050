import AnnealLearning
import Foundation
import Testing

@Suite("Elementary functions") struct ElementaryFunctionTests {
    private static let arguments: [Float] =
        stride(from: Float(-20), through: 20, by: 0.0137).map { $0 } + [-1e-3, -1e-8, 0, 1e-20, 1e-8, 1e-3]

    private func worst(_ values: [Float], _ exact: [Double]) -> Double {
        zip(values, exact).map { value, exact in
            abs(Double(value) - exact) / Double(max(Float(abs(exact)), 1e-30).ulp)
        }.max() ?? 0
    }

    @Test("exp, tanh, sigmoid, erf and log are as exact as they say")
    func precision() {
        let x = Self.arguments
        let exact = x.map(Double.init)
        #expect(worst(ElementaryFunctions.exp(x), exact.map { exp($0) }) <= 2)
        #expect(worst(ElementaryFunctions.tanh(x), exact.map { tanh($0) }) <= 2)
        #expect(worst(ElementaryFunctions.sigmoid(x), exact.map { 1 / (1 + exp(-$0)) }) <= 2)
        #expect(worst(ElementaryFunctions.erf(x), exact.map { erf($0) }) <= 2)
        let positive = x.map { Swift.abs($0) + 1e-6 } + [1e-30, 1e30, 0.5, 2]
        #expect(worst(ElementaryFunctions.log(positive), positive.map { log(Double($0)) }) <= 2)
    }

    @Test("GELU is x Φ(x)")
    func gelu() {
        for (value, x) in zip(ElementaryFunctions.gelu(Self.arguments), Self.arguments) {
            let exact = Double(x) * 0.5 * (1 + erf(Double(x) / 2.0.squareRoot()))
            #expect(abs(Double(value) - exact) <= 4e-7 * max(1, abs(Double(x))))
        }
    }

    @Test("the ends of the range and what is no number come out as they should")
    func ends() {
        let infinity = Float.infinity
        let exponentials = ElementaryFunctions.exp([-infinity, -200, 88.7, 100, infinity])
        #expect(exponentials[0] == 0 && exponentials[1] == 0)
        #expect(exponentials[2].isFinite && exponentials[3] == infinity && exponentials[4] == infinity)
        #expect(ElementaryFunctions.exp([-100])[0] > 0)
        #expect(ElementaryFunctions.tanh([-infinity, infinity, -50]) == [-1, 1, -1])
        #expect(ElementaryFunctions.sigmoid([-infinity, infinity, 0]) == [0, 1, 0.5])
        #expect(ElementaryFunctions.erf([-infinity, infinity]) == [-1, 1])
        #expect(ElementaryFunctions.log([0, 1, infinity]) == [-infinity, 0, infinity])
        #expect(ElementaryFunctions.log([-1])[0].isNaN)
        let none = [Float.nan]
        for function in [
            ElementaryFunctions.exp, ElementaryFunctions.log, ElementaryFunctions.tanh, ElementaryFunctions.sigmoid,
            ElementaryFunctions.erf, ElementaryFunctions.gelu,
        ] {
            #expect(function(none)[0].isNaN)
        }
    }

    @Test("an array of any length gives the same elements as one alone")
    func lengths() {
        for count in [0, 1, 15, 16, 17, 33] {
            let x = (0..<count).map { Float($0) * 0.3 - 2 }
            #expect(ElementaryFunctions.tanh(x) == x.map { ElementaryFunctions.tanh([$0])[0] })
        }
    }
}
