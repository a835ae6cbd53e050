import AnnealSpecs
import Testing

@Suite("Examples that describe a result")
struct DescribedExampleTests {
    @Test("what a call's result has becomes one check an attribute")
    func attributes() throws {
        let body =
            "- `bill(\"a\", 2)` has sum 240, the notes `[(\"x\", 1)]` and rest -3.\n- `load(1)` has the unit `l`."
        #expect(
            try examples(python(body)) == [
                "bill(\"a\", 2).sum = 240", "bill(\"a\", 2).notes = [(\"x\", 1)]", "bill(\"a\", 2).rest = -3",
                "load(1).unit = \"l\"",
            ])
    }

    @Test("a text is given to the requirement's function, or to the one that was called before")
    func texts() throws {
        let body = """
            - `Part.parse("2h desk")` equals `Part(2, "h", "desk")`.
            - When minutes follow they are added: `"1h 30m travel"` has the hours 1.5, the unit `h` and the name `travel`.
            """
        let call = "Part.parse(\"1h 30m travel\")"
        #expect(
            try examples(python(body)) == [
                "Part.parse(\"2h desk\") = Part(2, \"h\", \"desk\")", "\(call).hours = 1.5",
                "\(call).unit = \"h\"", "\(call).name = \"travel\"",
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

    private static let canteen = """
        # Canteen

        Package `canteen` with `menu.py` and `bill.py`. Python 3.11.

        ## The file

        ```
        # "spring"
        dish tea
          1  120
        ```

        ### R1 Read
        `menu.read_menu(text: str) -> Menu` reads it. The example above gives `prices["tea"] == [(1, 120)]` and `names == []`.

        ### R2 Quote
        `bill.make_bill(menu, dish, count, tip=0) -> Bill` tells the price.

        With the example, `make_bill(m, "tea", 2, tip=10)` has sum 240 and total 250.

        """

    @Test("an example shown before is given to the function that reads it, and its result to those that need it")
    func fixture() throws {
        let setup = ##"example = "# \"spring\"\ndish tea\n  1  120\n"; "##
        let read = "\(setup)menu.read_menu(example)"
        let bill = #"\#(setup)make_bill(menu.read_menu(example), "tea", 2, tip=10)"#
        #expect(
            try examples(Self.canteen) == [
                "\(read).prices[\"tea\"] = [(1, 120)]", "\(read).names = []", "\(bill).sum = 240",
                "\(bill).total = 250",
            ])
    }

    @Test("without a text shown before, a reader of it, or a word of it, there is no example")
    func noFixture() throws {
        let variants = [
            Self.canteen.replacing("```\n#", with: "```python\n#"),
            Self.canteen.replacing("text: str", with: "path: Path"), Self.canteen.replacing("-> Menu", with: "-> dict"),
            Self.canteen.replacing("The example above", with: "It").replacing("With the example", with: "Here"),
        ]
        for text in variants { #expect(try examples(text).isEmpty) }
    }
}
