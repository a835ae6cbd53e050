import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from sentences that refuse what the document describes")
struct RefusalTests {
    private static let terms = """
        # Seats

        One module, `seats.py`. Python 3.11.

        ## Terms

        - row: two digits, `01`–`40`
        - seat: one letter from A to H

        ## Requirements

        ### R1 Read
        `parse_seat(text: str) -> tuple` reads a seat.

        - `parse_seat("07C")` returns `(7, "C")`.
        - Anything else raises `ValueError`: `parse_seat("7C")`, `parse_seat("41C")`, `parse_seat("07J")`.

        ### R2 Write
        `format_seat(row: int, seat: str) -> str` writes a seat.

        - `format_seat(7, "C")` returns `"07C"`.

        """

    private func found(_ text: String, of id: String) throws -> [String] {
        let requirement = try spec(Self.terms + text).requirements.first(where: { $0.id.rawValue == id })
        return requirement?.examples.map(short) ?? []
    }

    @Test(
        "values out of range are those next to the ranges that are written for the parameters",
        arguments: ["Values out of range raise `ValueError`.", "If a value is out of range, it raises `ValueError`."])
    func ranges(_ sentence: String) throws {
        #expect(
            try found("- \(sentence)", of: "R2") == [
                "format_seat(7, \"C\") = \"07C\"", "format_seat(0, \"C\") ! ValueError",
                "format_seat(7, \"I\") ! ValueError", "format_seat(41, \"C\") ! ValueError",
            ])
    }

    @Test(
        "what is invalid for one function is so for another that takes the same",
        arguments: [
            "An invalid seat raises `ValueError`.", "Invalid seats raise `ValueError`.",
            "If the seat is not valid, it raises `ValueError`.",
            "IF `seat` is invalid THEN THE SYSTEM SHALL raise `ValueError`.",
        ])
    func invalid(_ sentence: String) throws {
        let text = "### R3 Window\n`is_window(seat: str) -> bool` tells.\n\n- \(sentence)\n"
        let expected = ["7C", "41C", "07J"].map { "is_window(\"\($0)\") ! ValueError" }
        #expect(try found(text, of: "R3") == expected)
    }

    @Test(
        "what leaves something open gives nothing",
        arguments: [
            "Invalid seats are not counted.", "An invalid row raises `ValueError`.",
            "An invalid seat raises `ValueError` in strict mode.", "An invalid seat raises no `ValueError`.",
            "An invalid seat gives `False`.", "An invalid seat raises `ValueError` or `KeyError`.",
            "Values out of range raise `ValueError`.",
        ])
    func nothing(_ sentence: String) throws {
        #expect(try found("### R3 Window\n`is_window(seat: str) -> bool` tells.\n\n- \(sentence)\n", of: "R3") == [])
    }

    @Test("two ranges for one word give nothing")
    func ambiguous() throws {
        let text = "### R3 Old\nRows of the old hall.\n\n- row: 1 to 9\n"
        let document = try spec(
            Self.terms.replacing("- seat: one", with: "- row: in the old hall 1 to 9\n- seat: one")
                + "- Values out of range raise `ValueError`.\n\n" + text)
        #expect(
            document.requirements[1].examples.map(short)
                == ["format_seat(7, \"C\") = \"07C\"", "format_seat(7, \"I\") ! ValueError"])
    }
}
