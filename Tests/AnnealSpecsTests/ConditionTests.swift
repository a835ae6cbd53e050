import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from sentences about arguments within a bound")
struct ConditionTests {
    private func found(_ signature: String, _ sentence: String) throws -> [String] {
        try examples(python("`\(signature)` does it. \(sentence)"))
    }

    @Test(
        "a bound and what comes of it",
        arguments: [
            ("f(n: int)", "If `n` is negative, `ValueError` is raised.", ["f(-1) ! ValueError"]),
            (
                "f(n)", "IF `n` is negative or not an integer THEN the system SHALL raise a `ValueError`.",
                ["f(-1) ! ValueError", "f(1.5) ! ValueError"]
            ),
            (
                "f(n)", "Raises `ValueError` if the number is less than 1 or greater than 12.",
                ["f(0) ! ValueError", "f(13) ! ValueError"]
            ),
            (
                "f(n)", "Raises `tool.SizeError` when n is not positive.",
                ["f(0) ! tool.SizeError", "f(-1) ! tool.SizeError"]
            ),
            ("f(n)", "If `n` is 0 or less, return `None`.", ["f(0) = None"]),
            ("f(n)", "If `n` is zero or negative, it returns 1.", ["f(0) = 1", "f(-1) = 1"]),
            ("f(n)", "It returns 0 if n is 3.", ["f(3) = 0"]),
            (
                "f(n: float)", "A value below -273.15 is none. If `n` is below -273.15 it raises `ValueError`.",
                ["f(-273.16) ! ValueError"]
            ),
            ("f(n)", "A negative number raises `ValueError`.", ["f(-1) ! ValueError"]),
            ("f(n)", "It raises `ValueError` for a negative `n`.", ["f(-1) ! ValueError"]),
            ("f(n)", "If `n` is negative, raise `ValueError` with the text `too small`.", ["f(-1) ! ValueError"]),
            (
                "grade(points: int)", "More than 100 points or fewer than 0 raise `ValueError`.",
                ["grade(101) ! ValueError", "grade(-1) ! ValueError"]
            ),
            ("f(n)", "`n < 1` raises `ValueError`.", ["f(0) ! ValueError"]),
            ("f(n)", "If `n >= 10`, it returns 3.", ["f(10) = 3"]),
        ])
    func read(_ signature: String, _ sentence: String, _ expected: [String]) throws {
        #expect(try found(signature, sentence) == expected)
    }

    @Test("other arguments are those of an example of the same function")
    func beside() throws {
        let shown = "`part([1, 2, 3], 2)` returns `[[1, 2], [3]]`."
        let call = "part([1, 2, 3], 2) = [[1, 2], [3]]"
        #expect(
            try found("part(items: list, size: int)", "\(shown) If `size` is less than 1, raise `ValueError`.")
                == [call, "part([1, 2, 3], 0) ! ValueError"])
        // Without an example nobody knows what the others may be.
        #expect(try found("part(items: list, size: int)", "If `size` is less than 1, raise `ValueError`.") == [])
    }

    @Test("what holds below a line with a colon is not read") func below() throws {
        let text = "`f(n, strict=False)` does it.\n\n- With `strict=True`:\n  - If `n` is negative, raise `ValueError`."
        #expect(try examples(python(text)) == [])
    }

    @Test("a step is one of the last written place, and constants are those of the language")
    func notation() throws {
        #expect(try found("f(p: float)", "If `p` is less than 0.5, return 0.") == ["f(0.4) = 0"])
        #expect(try found("f(p: float)", "If `p` is above 0.95, return `null`.") == ["f(0.96) = None"])
        let call = "`f(5, 9223372036854775807)` returns `1`."
        #expect(
            try found("f(x, low)", "\(call) If `x` is greater than `low`, return 0.")
                == ["f(5, 9223372036854775807) = 1"])
    }

    @Test("a bound may be another argument")
    func other() throws {
        let shown = "`clamp(5, 1, 9)` returns `5`."
        let found = try found("clamp(x, low, high)", "\(shown) If `low` is greater than `high`, raise `ValueError`.")
        #expect(found == ["clamp(5, 1, 9) = 5", "clamp(5, 10, 9) ! ValueError"])
    }

    @Test(
        "sentences that leave something open give nothing",
        arguments: [
            ("f(n)", "If `n` is negative and odd, raise `ValueError`."),
            ("f(n: int)", "More than 100 requests raise `ValueError`."),
            ("f(n)", "`n > 3` lines raise `ValueError`."), ("f(n)", "`n > m` raises `ValueError`."),
            ("f(n)", "If `n` is less than 1 hour, raise `ValueError`."),
            ("f(n)", "If `n` is negative, it is not counted and `ValueError` is not raised."),
            ("f(n)", "It never raises `ValueError` if `n` is negative."),
            ("f(n)", "Raises `ValueError` unless `n` is negative."),
            ("f(n)", "If `n` is negative, raise `ValueError` or `TypeError`."),
            ("f(n)", "If `n` is 0, all items are returned."),
            ("f(n)", "If `n` is 2, return `n`."),
            ("f(n)", "If the last item is negative, raise `ValueError`."),
            ("f(text: str)", "If `text` is 0, raise `ValueError`."),
            ("f(a, b)", "If the number is negative, raise `ValueError`."),
            ("f(n, strict=False)", "In strict mode, raise `ValueError` if `n` is negative."),
            ("f(n, strict=False)", "Raise `ValueError` if `n` is negative in strict mode."),
            ("f(n)", "It shouldn't raise `ValueError` if `n` is negative."),
            ("f(n)", "Don’t raise `ValueError` if `n` is negative."),
            ("f(n)", "It used to raise `ValueError` if `n` is negative."),
            ("f(n)", "`g` raises `ValueError` if `n` is negative."),
            ("f(n)", "If `n` is 1, return 1, if `n` is 2, return 2."),
            ("f(n)", "If `n` is 5 it is doubled, else it returns 3."),
            ("f(n)", "If the number is greater than 5 it is cut to 5, and if it is below 0 it raises `ValueError`."),
            ("f(n)", "When `n` is 3 a second call raises `ValueError`."),
            ("f(n)", "If `n` is greater than 100, in leap years, raise `ValueError`."),
            ("f(n)", "If `n` is greater than 9223372036854775807, return 0."),
            ("f(n)", "If `n` is 007, return 1."),
            ("f(n)", "If `n` is 0, return `undefined`."),
            ("f(n: Point)", "If `n` is 0, return 1."),
            ("f(n: list[int])", "If `n` is 0, return 1."),
            ("total(prices)", "It raises `ValueError` for negative numbers."),
            ("f(path)", "Each line has a value. If a value is negative, raise `ValueError`."),
            ("f(a, b)", "If `a` is negative or `b` is negative, raise `ValueError`."),
        ])
    func nothing(_ signature: String, _ sentence: String) throws { #expect(try found(signature, sentence) == []) }

    @Test("what stands in front of the name has to be a module")
    func objects() throws {
        let sentence = "If `n` is negative, raise `ValueError`."
        #expect(try found("tool.scaled(n)", sentence) == ["tool.scaled(-1) ! ValueError"])
        #expect(try found("recipe.scaled(n)", sentence) == [])
        #expect(try found("Recipe.scaled(n)", sentence) == [])
    }

    @Test("a call that an example shows already is not added again")
    func known() throws {
        let found = try found("f(n)", "`f(-1)` raises `ValueError`. If `n` is negative, `ValueError` is raised.")
        #expect(found == ["f(-1) ! ValueError"])
    }

    @Test("in JavaScript")
    func modules() throws {
        let text =
            "1. WHEN `write(ms)` is called it writes.\n2. IF `ms` is negative THEN it SHALL throw a `RangeError`."
        #expect(try examples(javaScript(text)) == ["write(-1) ! RangeError"])
    }
}
