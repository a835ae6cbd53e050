import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from laws")
struct LawTests {
    @Test(
        "an argument that is left as it was gives a check from another example's call",
        arguments: [
            "The input list is not changed.", "It must not modify its argument.", "The given list is left unchanged.",
            "Sorts by name; the input list stays unchanged.",
        ])
    func unchanged(_ sentence: String) throws {
        let found = try examples(python("- `order([3, 1], 2)` returns `[1, 3]`.\n- \(sentence)"))
        #expect(found == ["order([3, 1], 2) = [1, 3]", "given = [3, 1]; order(given, 2); given = [3, 1]"])
    }

    @Test("in JavaScript the variable is a constant")
    func modules() throws {
        let text = javaScript("- `order({ a: 1 })` returns `[1]`.\n- The input object is not modified.")
        #expect(try examples(text).last == "const given = { a: 1 }; order(given); given = { a: 1 }")
    }

    @Test("a round trip is tried with values that the outer function gives")
    func roundTrip() throws {
        let text = """
            - `write(7, "c")` returns `"07-C"`, and `write(8, "d")` returns `"08-D"`.
            - For every valid label, `write(*read(label)) == label`.
            """
        #expect(
            try examples(python(text)).suffix(2) == [
                #"write(*read("07-C")) = "07-C""#, #"write(*read("08-D")) = "08-D""#,
            ])
    }

    @Test(
        "other sentences give nothing",
        arguments: [
            "The text is unchanged.", "The input list may be changed.", "Unchanged values are kept in the list.",
            "For every label, `write(label) == other`.", "`write(label) == label`.",
        ])
    func nothing(_ sentence: String) throws {
        let lead = "- `write([7])` returns `\"07\"`."
        #expect(try examples(python("\(lead)\n- \(sentence)")) == ["write([7]) = \"07\""])
    }
}
