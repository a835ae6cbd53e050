import AnnealContext
import Testing

@testable import AnnealExecution

@Suite("Statements that are put in")
struct RepairTemplateTests {
    private static let code = """
        import re


        def seat(text: str, count: int) -> tuple:
            \"""Reads a seat.

            Rows are numbers.
            \"""
            match = re.fullmatch(r"(\\d+)([A-K])", text)
            if not match:
                raise ValueError
            row, letter = match.groups()
            return int(row), letter

        """

    private func variants(
        _ code: String, language: (any Language)? = nil, text: String = "rows `1`–`30`, a letter A to F",
        error: String? = "ValueError", accepts: Bool = false, refuses: Bool = false
    ) throws -> [String] {
        let language = try #require(language ?? Languages.named("python"))
        let function = try #require(language.outline(of: code).definitions.first { $0.kind == .function })
        return RepairTemplates(language: language.name, text: text, error: error)
            .variants(of: code, function: function, acceptsMore: accepts, refusesMore: refuses)
    }

    @Test(
        "ranges are read as specifications write them",
        arguments: [
            ("two digits, `01`–`99`", ["1", "99"]), ("a level of 1 to 20", ["1", "20"]), ("0..7", ["0", "7"]),
            ("slots `A`–`F`", ["A", "F"]),
        ])
    func bounds(_ text: String, _ expected: [String]) {
        #expect(RepairTemplates.bounds(in: text).map { [$0.low, $0.high] } == [expected])
    }

    @Test("what is no range is none", arguments: ["a to go", "`B07-12-C`", "9 to 3", "2 – x"])
    func noBounds(_ text: String) {
        #expect(RepairTemplates.bounds(in: text).allSatisfy { $0.low < $0.high || $0.isNumeric })
    }

    @Test("a text is brought into form after the documentation, and only a text")
    func normalised() throws {
        let found = try variants(Self.code, accepts: true)
        #expect(found.count == 5)
        #expect(found[0].contains("    \"\"\"\n    text = text.strip().upper()\n    match"))
        #expect(!found.contains { $0.contains("count = ") })
    }

    @Test("values are checked before the end, against each range")
    func checked() throws {
        let found = try variants(Self.code, refuses: true)
        let wanted = "    if not 1 <= int(row) <= 30:\n        raise ValueError\n    return int(row), letter\n"
        #expect(found.contains { $0.hasSuffix(wanted) })
        #expect(found.contains { $0.contains("if not \"A\" <= letter <= \"F\":") })
        #expect(try variants(Self.code, error: nil, refuses: true).isEmpty)
        #expect(try variants(Self.code, text: "no range", refuses: true).isEmpty)
    }

    @Test("JavaScript gets its own statements")
    func javascript() throws {
        let code = "export function seat(text) {\n  const row = Number(text);\n  return row;\n}\n"
        let found = try variants(
            code, language: Languages.named("javascript"), error: "RangeError", accepts: true,
            refuses: true)
        #expect(found.contains { $0.contains("{\n  text = text.trim().toUpperCase();\n  const") })
        #expect(
            found.contains {
                $0.contains("  if (!(Number(row) >= 1 && Number(row) <= 30)) throw new RangeError();\n  return row;")
            })
    }

    @Test("a function without a body or without a return is left alone")
    func nothing() throws {
        #expect(try variants("def seat(text): pass\n", accepts: true, refuses: true).isEmpty)
        #expect(try variants("def seat(text):\n    print(text)\n", refuses: true).isEmpty)
    }
}
