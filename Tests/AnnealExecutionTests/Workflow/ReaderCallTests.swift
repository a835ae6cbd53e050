import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Functions that begin with the call which takes their argument apart")
struct ReaderCallTests {
    private static let text = """
        # Seats

        One Python module, `seats.py`. Python 3.11. A place is the tuple `(row, letter)`.

        ## Requirements

        ### R1 Read
        `parse_seat(text: str) -> tuple` reads a seat.

        - `parse_seat("07C")` returns `(7, "C")`.

        ### R2 Window
        `is_window(seat: str) -> bool` tells whether it is at a window.
        """

    private func interface(_ name: String, _ signature: String) -> Interface {
        Interface(
            kind: .function, name: name, signature: signature, location: AnnealFoundation.SourceLocation(line: 1))
    }

    private func call(
        _ signature: String, helper: (String, String) = ("parse_seat", "parse_seat(text: str) -> tuple"),
        text: String = text
    ) throws -> ReaderCall? {
        ReaderCall(
            of: interface("is_window", signature), helpers: [interface(helper.0, helper.1)],
            specification: try SpecDocument(parsing: text, path: "spec.md"))
    }

    @Test("the parts have the names that the specification writes, where examples have as many")
    func parts() throws {
        let call = try #require(try call("is_window(seat: str) -> bool"))
        #expect(call.statement(language: "python") == "row, letter = parse_seat(seat)")
        #expect(call.statement(language: "javascript") == "const [row, letter] = parse_seat(seat);")
        let other = Self.text.replacing("(row, letter)", with: "(row, letter, price)")
        #expect(
            try self.call("is_window(seat: str) -> bool", text: other)?.statement(language: "python")
                == "parsed = parse_seat(seat)")
        let nested = Self.text.replacing("`(7, \"C\")`", with: "`(7, (1, 2))`")
        #expect(try self.call("is_window(seat: str) -> bool", text: nested)?.parts == [])
    }

    @Test("only a function that reads a thing of the parameter's name, and nothing else, is called")
    func none() throws {
        #expect(try call("is_window(code: str) -> bool") == nil)
        #expect(try call("is_window(seats: list[str]) -> bool") == nil)
        #expect(try call("is_window() -> bool") == nil)
        // It may be what is read already.
        #expect(try call("is_window(seat) -> bool") == nil)
        #expect(try call("is_window(seat: Seat) -> bool") == nil)
        let shown = Self.text + "\n- `is_window(\"07A\")` returns `True`.\n"
        #expect(try call("is_window(seat)", text: shown)?.name == "parse_seat")
        #expect(try call("is_window(seat)", helper: ("format_seat", "format_seat(row, letter)")) == nil)
        #expect(try call("is_window(seat)", helper: ("parse_seat", "parse_seat(text, strict)")) == nil)
        #expect(try call("is_window(seat)", helper: ("parse_seat_row", "parse_seat_row(text)")) == nil)
        #expect(
            try call("isWindow(seat: string)", helper: ("parseSeat", "parseSeat(text: string)"))?.name == "parseSeat")
    }

    @Test("a function is begun with it")
    func begun() {
        let window = interface("is_window", "is_window(seat: str) -> bool")
        let kind = FunctionBeginning.calls(summary: "Tells.", "row, letter = parse_seat(seat)")
        #expect(
            PythonLanguage().beginning(of: window, in: "", path: "a.py", kind: kind)
                == "def is_window(seat: str) -> bool:\n    \"\"\"Tells.\"\"\"\n    row, letter = parse_seat(seat)\n")
        #expect(
            JavaScriptLanguage().beginning(
                of: interface("isWindow", "isWindow(seat)"), in: "", path: "a.mjs",
                kind: .calls(summary: nil, "const parsed = parseSeat(seat);"))
                == "export function isWindow(seat) {\n  const parsed = parseSeat(seat);\n")
    }

    @Test("several texts are brought to one case together")
    func together() {
        let file = """
            def seat(row: str, letter: str) -> str:
                if row != "A" or letter != "B":
                    raise ValueError
                return row + letter

            """
        let function = PythonLanguage().outline(of: file).definitions[0]
        let made = RepairTemplates(language: "python", text: "", error: nil)
            .variants(of: file, function: function, acceptsMore: true, refusesMore: false)
        #expect(made.contains { $0.contains("    row = row.upper()\n    letter = letter.upper()\n    if row") })
    }
}
