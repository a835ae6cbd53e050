import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from sentences about empty inputs")
struct EmptyInputTests {
    private func found(_ signature: String, _ sentence: String) throws -> [String] {
        try examples(python("`\(signature)` does it. \(sentence)"))
    }

    @Test(
        "an empty input and what comes of it",
        arguments: [
            ("order(items: list[str]) -> list[str]", "An empty list gives an empty list.", "order([]) = []"),
            ("mean(values)", "It MUST return `None` for an empty list.", "mean([]) = None"),
            ("mean(values)", "If the list is empty, return 0.", "mean([]) = 0"),
            ("split(text: str) -> list", "Returns an empty list for an empty string.", "split(\"\") = []"),
            ("split(text: str) -> list", "When the text is empty, the result is `[]`.", "split(\"\") = []"),
            ("largest(values: list[int])", "An empty list raises `ValueError`.", "largest([]) ! ValueError"),
            ("largest(values: list[int], key=None)", "Return None if values is empty.", "largest([]) = None"),
            ("slug(title: str) -> str", "An empty title gives an empty text.", "slug(\"\") = \"\""),
            ("slug(title: str) -> str", "Returns `None` for an empty title.", "slug(\"\") = None"),
            ("mean(values)", "It adds all values, and MUST return `None` for an empty list.", "mean([]) = None"),
        ])
    func read(_ signature: String, _ sentence: String, _ expected: String) throws {
        #expect(try found(signature, sentence) == [expected])
    }

    @Test(
        "sentences that leave something open give nothing",
        arguments: [
            ("slug(title)", "An empty title gives an empty text."),
            ("order(items: list[str])", "An empty line gives an empty list."),
            ("order(items: list[str])", "An empty text gives an empty list."),
            ("order(items: list[str], by: str)", "An empty list gives an empty list."),
            ("order(items)", "Empty lists are left out."),
            ("order(items)", "If it is empty, it may return 0 or `None`."),
            ("order(items: list[str])", "An empty list gives three empty attributes."),
            ("order(items: list[str])", "Other than for an empty list it returns 1."),
            ("order(items: list[str])", "A non-empty list gives 1."),
            ("order(items: list[str])", "If the list is not empty, return 1."),
            ("order(items: list[str])", "If the list is empty, the command prints 1."),
            ("f(text: str)", "It never returns 0 for an empty text."),
            ("f(text: str)", "It shouldn't return 0 for an empty text."),
            ("f(text: str)", "With `n=2` it returns 0 for an empty text."),
            ("f(text: str)", "With `n=2`, it returns 0 for an empty text."),
            ("f(text: str)", "In strict mode an empty text raises `ValueError`."),
            ("f(n)", "If `n` is 3, return 0 if the list is empty."),
        ])
    func nothing(_ signature: String, _ sentence: String) throws { #expect(try found(signature, sentence) == []) }

    @Test("a call that an example shows already is not added again")
    func known() throws {
        let found = try found("order(items: list[str])", "`order([])` returns `[]`. An empty list gives an empty list.")
        #expect(found == ["order([]) = []"])
    }

    @Test("in JavaScript")
    func modules() throws {
        let text = "`order(items)` orders. An empty array gives an empty array. `null` is never returned."
        #expect(try examples(javaScript(text)) == ["order([]) = []"])
    }
}
