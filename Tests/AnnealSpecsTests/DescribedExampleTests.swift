import AnnealSpecs
import Testing

@Suite("Examples that describe a result")
struct DescribedExampleTests {
    @Test("what a call's result has becomes one check an attribute")
    func attributes() throws {
        let body =
            "- `quote(\"a\", 2)` has base 499, the extras `[(\"x\", 1)]` and total -3.\n- `load(1)` has the unit `l`."
        #expect(
            try examples(python(body)) == [
                "quote(\"a\", 2).base = 499", "quote(\"a\", 2).extras = [(\"x\", 1)]", "quote(\"a\", 2).total = -3",
                "load(1).unit = \"l\"",
            ])
    }

    @Test("a text is given to the requirement's function, or to the one that was called before")
    func texts() throws {
        let body = """
            - `Part.parse("1/2 tsp salt")` equals `Part(0.5, "tsp", "salt")`.
            - When a fraction follows they are added: `"1 1/2 l milk"` has the amount 1.5, the unit `l` and the name `milk`.
            """
        let call = "Part.parse(\"1 1/2 l milk\")"
        #expect(
            try examples(python(body)) == [
                "Part.parse(\"1/2 tsp salt\") = Part(0.5, \"tsp\", \"salt\")", "\(call).amount = 1.5",
                "\(call).unit = \"l\"", "\(call).name = \"milk\"",
            ])
        #expect(
            try examples(python("- `\"ab\"` has width 2.", signature: "measure(text: str) -> Size"))
                == ["measure(\"ab\").width = 2"])
    }

    @Test(
        "what is not understood to its end gives nothing",
        arguments: [
            "`f(1)` has two parts.", "`f(1)` has base 4 if it is open.", "`f(1)` has base 4 and may have more.",
            "`f(1)` has no effect.", "`f(1)` has base.", "`(1, 2)` has base 4.", "After a change `f(1)` has base 4.",
            "`f(1)` had base 4.",
        ])
    func nothing(_ sentence: String) throws { #expect(try examples(python("- \(sentence)")).isEmpty) }

    private static let rates = """
        # Rates

        Package `rates` with `tariff.py` and `quote.py`. Python 3.11.

        ## The file

        ```
        # "spring"
        zone HOME
          2000  499
        ```

        ### R1 Read
        `tariff.read_tariff(text: str) -> Tariff` reads it. The example above gives `zones["HOME"] == [(2000, 499)]` and `names == []`.

        ### R2 Quote
        `quote.make_quote(tariff, postcode, grams, value=0) -> Quote` tells the price.

        With the example, `make_quote(t, "10115", 1500, value=50)` has base 499 and total 1199.

        """

    @Test("an example shown before is given to the function that reads it, and its result to those that need it")
    func fixture() throws {
        let setup = ##"example = "# \"spring\"\nzone HOME\n  2000  499\n"; "##
        let read = "\(setup)tariff.read_tariff(example)"
        let quote = #"\#(setup)make_quote(tariff.read_tariff(example), "10115", 1500, value=50)"#
        #expect(
            try examples(Self.rates) == [
                "\(read).zones[\"HOME\"] = [(2000, 499)]", "\(read).names = []", "\(quote).base = 499",
                "\(quote).total = 1199",
            ])
    }

    @Test("without a text shown before, a reader of it, or a word of it, there is no example")
    func noFixture() throws {
        let variants = [
            Self.rates.replacing("```\n#", with: "```python\n#"),
            Self.rates.replacing("text: str", with: "path: Path"), Self.rates.replacing("-> Tariff", with: "-> dict"),
            Self.rates.replacing("The example above", with: "It").replacing("With the example", with: "Here"),
        ]
        for text in variants { #expect(try examples(text).isEmpty) }
    }
}
