import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from sentences without a call")
struct PairTests {
    private func found(_ signature: String, _ sentence: String) throws -> [String] {
        try examples(python("`\(signature)` does it.\n\n- \(sentence)"))
    }

    @Test(
        "an argument and what comes of it",
        arguments: [
            ("minutes(text: str) -> int", "`1h30m`: 90", ["minutes(\"1h30m\") = 90"]),
            ("minutes(text: str) -> int", "`2h` = 120", ["minutes(\"2h\") = 120"]),
            ("minutes(text: str) -> int", "`1h 5m` is 65 minutes.", ["minutes(\"1h 5m\") = 65"]),
            ("minutes(text: str) -> int", "`abc` is an error (`ValueError`).", ["minutes(\"abc\") ! ValueError"]),
            (
                "minutes(text: str) -> int", "A text such as `1x` raises a `ValueError`.",
                ["minutes(\"1x\") ! ValueError"]
            ),
            (
                "minutes(text: str) -> int", "If the text is `abc`, raise `ValueError`.",
                ["minutes(\"abc\") ! ValueError"]
            ),
            (
                "minutes(text: str) -> int", "When the text is `2m` the system shall return `120`.",
                ["minutes(\"2m\") = 120"]
            ),
            (
                "slug(title: str) -> str", "\"Crème brûlée\" becomes \"creme-brulee\".",
                ["slug(\"Crème brûlée\") = \"creme-brulee\""]
            ),
            (
                "slug(title: str) -> str", "The title `On the Road` becomes `on-the-road`.",
                ["slug(\"On the Road\") = \"on-the-road\""]
            ),
            (
                "halves(n: int) -> tuple[int, int]", "5 gives (3, 2), and 8 gives `(4, 4)`.",
                ["halves(5) = (3, 2)", "halves(8) = (4, 4)"]
            ),
            ("halves(n: int) -> tuple[int, int]", "For 7 it returns (4, 3).", ["halves(7) = (4, 3)"]),
            ("halves(n: int) -> tuple[int, int]", "Zero gives (0, 0).", ["halves(0) = (0, 0)"]),
            (
                "is_leap(year: int) -> bool", "1900 and 2100 give false; 2000 gives true.",
                ["is_leap(1900) = False", "is_leap(2100) = False", "is_leap(2000) = True"]
            ),
            (
                "join_names(names: list[str]) -> str", "[\"Ann\"] gives `Ann`; three names are joined by commas.",
                ["join_names([\"Ann\"]) = \"Ann\""]
            ),
        ])
    func read(_ signature: String, _ sentence: String, _ expected: [String]) throws {
        #expect(try found(signature, sentence) == expected)
    }

    @Test(
        "sentences that leave something open, or speak of something else, give nothing",
        arguments: [
            // Units, operators, headings, placeholders.
            ("seconds(text: str) -> int", "`m`: 60"), ("seconds(text: str) -> int", "`h` is 3600"),
            ("evaluate(expr: str) -> float", "`*`: 2"), ("evaluate(expr: str) -> float", "`pi`: 3.14"),
            ("evaluate(expr: str) -> float", "`A/B`: 1"), ("evaluate(expr: str) -> float", "Version 2: 3 operators"),
            ("seconds(text: str) -> int", "`HH:MM` gives 90."),
            // Another kind than the parameter or the result.
            ("seconds(text: str) -> int", "5 gives 5."), ("halves(n: int) -> tuple[int, int]", "2.5 gives (2, 1)."),
            ("halves(n: int) -> int", "5 gives `big`."), ("is_leap(year: int) -> bool", "1900 gives 0."),
            ("day(n)", "1 gives `Monday`."),
            // A unit that is not the function's.
            ("price(grams: int) -> int", "500 is 3 kilometres."),
            // Conditions and doubts.
            ("minutes(text: str) -> int", "In strict mode `1h` gives 60."),
            ("minutes(text: str) -> int", "`1h` gives 60 if hours are allowed."),
            ("minutes(text: str) -> int", "`1h` does not give 90."),
            ("minutes(text: str) -> int", "Hours are only read when asked for. `1h` gives 60."),
            ("minutes(text: str) -> int", "`1h…` gives 60."), ("minutes(text: str) -> int", "`1h` gives 60s."),
            // Several parameters.
            ("add(a: int, b: int) -> int", "5 gives 6."),
            // One word alone.
            ("minutes(text: str) -> int", "Reading"), ("minutes(text: str) -> int", "if"),
            ("minutes(text: str) -> int", "`1h`"),
        ])
    func nothing(_ signature: String, _ sentence: String) throws { #expect(try found(signature, sentence) == []) }

    @Test("nothing is read where the requirement has several functions")
    func several() throws {
        #expect(try examples(python("`a(n: int) -> int` and `b(n: int) -> int` count.\n\n- 5 gives 6.")) == [])
    }

    @Test("what an example shows already is not added again")
    func known() throws {
        #expect(try found("halves(n: int) -> int", "`halves(5)` returns `3`.\n- 5 gives 4.") == ["halves(5) = 3"])
    }

    @Test("any text is read without a crash")
    func hostile() throws {
        var random = SplitMix64(seed: 7)
        let parts = [
            "`", "\"", "`1h`", "\"a\"", " gives ", " is ", "-", "5", ".", ",", "(", ")", "[", "]", "{", "→", "=", ">",
            ":",
            ";", "For ", "if the text ", "\u{E2}", "*", "zero", " and ", "é", "\\",
        ]
        for _ in 0..<3000 {
            let count = Int(random.next() % 9)
            let text = (0..<count).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined()
            _ = try found("minutes(text: str) -> int", text)
        }
    }
}
