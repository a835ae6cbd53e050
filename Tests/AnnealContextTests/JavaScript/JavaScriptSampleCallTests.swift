import AnnealFoundation
import AnnealSpecs
import Testing

@testable import AnnealContext

@Suite("Calls of JavaScript functions with made-up arguments")
struct JavaScriptSampleCallTests {
    private static let prose = """
        A **shift** is a plain object `{ from, until, worker }`; `from` and `until` are whole minutes (numbers), `worker` is a
        string. Each `room` has the form `{ name, seats }`.
        """

    private func calls(_ signature: String, texts: [String] = [], prose: String = prose) -> [String] {
        let name = String(signature.prefix { $0 != "(" })
        let interface = Interface(
            kind: .function, name: name, signature: signature, location: AnnealFoundation.SourceLocation(line: 1))
        return JavaScriptLanguage().sampleCalls(of: interface, in: [], texts: texts, describing: prose).map(\.call)
    }

    @Test("objects have the fields that the text gives them, of the kind that it says")
    func objects() {
        #expect(
            JavaScriptSampleCalls(prose: Self.prose, texts: []).objects
                == ["shift": ["from", "until", "worker"], "room": ["name", "seats"]])
        #expect(calls("hours(shift)").first == #"hours({ from: 0, until: 1000, worker: "b a" })"#)
        #expect(calls("fill(room)").first == #"fill({ name: "b a", seats: 0 })"#)
    }

    @Test("lists have several objects, also out of order, and one alone")
    func lists() throws {
        let calls = calls("cover(shifts, limit)")
        #expect(calls.count == 3)
        #expect(calls[0].contains("{ from: 0, until: 1000") && calls[0].contains("{ from: 1000, until: 2000"))
        #expect(calls[1].hasPrefix("cover([{ from: 1400") && calls[1].contains("{ from: 700, until: 1700"))
        #expect(calls[2].filter { $0 == "{" }.count == 1)
    }

    @Test("numbers and texts go by the parameter's name, and by the texts that the specification writes")
    func names() {
        #expect(calls("wrap(text, width)", texts: ["one two"]).first == #"wrap("one two", 10)"#)
        #expect(calls("sum(numbers)") == ["sum([3, 1, 2])", "sum([5])", "sum([4, 4, 0])"])
        #expect(calls("wrap(text, width = 80)") == [#"wrap("b a")"#, #"wrap("a  bb ccc", 1)"#, #"wrap("", 3)"#])
    }

    @Test(
        "nothing is made up where a name says nothing, for patterns and for methods",
        arguments: ["apply(fn)", "apply(shift, options)", "f({ a, b })", "f(...items)", "f()", "f"])
    func none(signature: String) { #expect(calls(signature) == []) }
}
