import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Agreement of answers")
struct AgreementTests {
    @Test("literals within the parentheses are found, names with digits are not")
    func literals() {
        let call = "f2(x1, \"a, b\", [1, 2], 3.5, -4)"
        let found = InputVariations.literals(of: call).map { String(call[$0]) }
        #expect(found == ["\"a, b\"", "[1, 2]", "1", "2", "3.5", "4"])
    }

    @Test("varied calls differ from the given ones and from each other, and are the same for a seed")
    func variations() {
        let calls = ["f([1, 2, 3])", "f(\"abc\", 2)"]
        let made = InputVariations.of(calls, limit: 10, seed: 1)
        #expect(made.count > 4)
        #expect(Set(made).count == made.count)
        #expect(Set(made).isDisjoint(with: calls))
        #expect(made.allSatisfy { $0.hasPrefix("f(") && $0.hasSuffix(")") })
        #expect(made == InputVariations.of(calls, limit: 10, seed: 1))
    }

    @Test("arguments of a kind become equal, and texts a single sign")
    func edges() {
        let calls = ["f(12, 15)", "f(\"abc\", 2)"]
        let made = (0..<5).flatMap { InputVariations.of(calls, limit: 60, seed: $0) }
        #expect(made.contains("f(15, 15)") || made.contains("f(12, 12)"))
        #expect(made.contains("f(\"a\", 2)"))
        #expect(!made.contains { $0.contains("f(2, 2)") || $0.contains("\"abc\", \"") })
    }

    @Test("calls without literals, or broken ones, give nothing", arguments: ["f()", "f(x)", "f", "", "f(\"", "f([1"])
    func nothing(call: String) {
        #expect(InputVariations.of([call], limit: 5, seed: 0).allSatisfy { $0 != call })
    }

    @Test("the answer that agrees with most others scores highest")
    func scores() {
        let scores = Agreement.scores([["a": "1", "b": "2"], ["a": "1", "b": "3"], ["a": "1", "b": "3"]])
        #expect(scores[1] > scores[0])
        #expect(scores[1] == scores[2])
        #expect(Agreement.scores([["a": "1"]]) == [0])
    }

    @Test("an answer that came several times counts as often")
    func copies() {
        let outputs = [["a": "1"], ["a": "2"], ["a": "2"]]
        #expect(Agreement.scores(outputs, copies: [4, 1, 1]) == [0.6, 0.2, 0.2])
        #expect(Agreement.scores([["a": "1"]], copies: [3]) == [1])
    }

    @Test("the call is told on which most answers agree on something else")
    func dispute() {
        let outputs = [["a": "1", "b": "2"], ["a": "1", "b": "3"], ["a": "4", "b": "3"]]
        let found = Agreement.dispute(of: 0, outputs, copies: [1, 1, 1])
        #expect(found?.name == "b")
        #expect(found?.outputs == ["2", "3"])
        #expect(Agreement.dispute(of: 0, [["a": "1"], ["a": "1"]], copies: [1, 1]) == nil)
    }

    @Test("what a call gave is told as a value, also where it is what the model expected")
    func told() {
        let example = Example(call: "f(2)", expectation: .value("'B'"), source: "", location: SourceLocation(line: 1))
        #expect(Agreement.told("actual:   3", of: example) == "3")
        #expect(Agreement.told("RangeError", of: example) == "RangeError")
        let passed = Agreement.output(TestOutcome(name: "t", status: .passed))
        #expect(Agreement.told(passed, of: example) == "'B'")
    }

    @Test("a fault of the code agrees with nothing; an error that the caller caused may be right")
    func faults() {
        func outcome(_ detail: String) -> TestOutcome { TestOutcome(name: "t", status: .errored, detail: detail) }
        let own = outcome("AttributeError: 'Item' object has no attribute 'scaled'\nat box/model.py:7: i.scaled(2)")
        #expect(Agreement.isFault(own, of: ["box/model.py"]))
        #expect(!Agreement.isFault(own, of: ["box/other.py"]))
        #expect(!Agreement.isFault(outcome("ValueError: no\nat box/model.py:7: raise"), of: ["box/model.py"]))
        #expect(!Agreement.isFault(outcome("TypeError: no\nat tests/test_a.py:7: Item(1)"), of: ["box/model.py"]))
        let scores = Agreement.scores([["a": Agreement.fault], ["a": Agreement.fault], ["a": "1"]])
        #expect(scores == [0, 0, 0])
    }

    @Test("an output is the value, or the kind of error without its words")
    func output() {
        let value = TestOutcome(name: "t", status: .failed, detail: "f(1)\nexpected: 'x'\nactual:   3")
        #expect(Agreement.output(value) == "actual:   3")
        let error = TestOutcome(name: "t", status: .errored, detail: "ValueError: no such thing\nat a.py:3: x")
        #expect(Agreement.output(error) == "ValueError")
    }
}
