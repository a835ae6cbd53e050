import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples")
struct ExampleTests {
    @Test(
        "sentences give examples",
        arguments: [
            ("`f(1)` returns `2`, and `f(2)` gives `4`.", ["f(1) = 2", "f(2) = 4"]),
            ("`f(1)` and `f(2)` return `3`.", ["f(1) = 3", "f(2) = 3"]),
            ("`f(1)` and `f(2)` return `3` and `4`, respectively.", ["f(1) = 3", "f(2) = 4"]),
            ("`f(1)` → `2`.", ["f(1) = 2"]),
            ("`f(1) == 2`.", ["f(1) = 2"]),
            ("`f(1)` returns 2.", ["f(1) = 2"]),
            ("`f(1)` is `None`.", ["f(1) = None"]),
            ("`f(2)` is `(1 + 3) % 5`, that is `4`.", ["f(2) = 4"]),
            ("`f(1)` returns `2`. `f(3)` gives the same number.", ["f(1) = 2", "f(3) = 2"]),
            (
                "Anything else raises `ValueError`: `f(\"\")`, `f(\"x\")` and `f(\"y\")` raise `ValueError`.",
                ["f(\"\") ! ValueError", "f(\"x\") ! ValueError", "f(\"y\") ! ValueError"]
            ),
            ("`f(0)` raises `ValueError` with the message `no zero`.", ["f(0) ! ValueError: no zero"]),
            ("`f(0)` raises `ValueError` with the message `bad: NAME`.", ["f(0) ! ValueError"]),
        ])
    func prose(_ sentence: String, _ expected: [String]) throws {
        #expect(try examples(python("- \(sentence)")) == expected)
    }

    @Test(
        "doubtful sentences give none",
        arguments: [
            "`f(x)` returns `2`.", "`f(1)` returns `2` when the box is empty.", "`f(1)` does not return `2`.",
            "After `g(1)`, `f(2)` returns `3`.", "Today `f(1)` returns `2`.", "`f(1)` returns `2` or `3`.",
            "`f(1)` is called with `2`.", "`f(...)` returns `2`.", "`f(1)` returns 5 minutes.",
            "`f(t, 1)` returns `2`.",
            "`f(1)` returns `[1, 2`.", "If the list is full, `f()` returns `0`.", "`f(1)` is in `[1, 2]`.",
            "Raises `ValueError` unless the text is `\"a\"` or `\"b\"`.",
        ])
    func doubtful(_ sentence: String) throws {
        #expect(try examples(python("- \(sentence)")) == [])
    }

    @Test("literals are arguments where the requirement has one function with one parameter")
    func unary() throws {
        let text = """
            - Example: `[3, 1]` becomes `[1, 3]`.
            - Anything that is no list raises `TypeError`. This includes the empty string and texts (`"x"`, `"y z"`).
            """
        #expect(
            try examples(python(text, signature: "order(items: list[int]) -> list[int]")) == [
                "order([3, 1]) = [1, 3]", "order(\"\") ! TypeError", "order(\"x\") ! TypeError",
                "order(\"y z\") ! TypeError",
            ])
        #expect(try examples(python(text, signature: "order(items: list, key: str) -> list")) == [])
        #expect(
            try examples(python("- After `K9-A` comes `K9-B`.", signature: "after(code: str) -> str"))
                == [#"after("K9-A") = "K9-B""#])
    }

    @Test("tables give examples by calls, parameters, or results and errors")
    func tables() throws {
        #expect(
            try examples(python("| call | result |\n| --- | --- |\n| `f(1)` | `2` |\n| `f(0)` | raises `ValueError` |"))
                == ["f(1) = 2", "f(0) ! ValueError"])
        #expect(
            try examples(
                python(
                    "| text | width | result |\n| --- | --- | --- |\n| `a b` | 1 | `[\"a\", \"b\"]` |",
                    signature: "wrap(text: str, width: int) -> list[str]"))
                == [#"wrap("a b", 1) = ["a", "b"]"#])
        #expect(
            try examples(python("| name | size |\n| --- | --- |\n| `a` | 1 |", signature: "g(text: str) -> int")) == [])
    }

    @Test("ranges in tables give an example for each end that only one row has")
    func ranges() throws {
        let rows = "| points | grade |\n| --- | --- |\n| 90 to 100 | A |\n| 75–89 | B |\n| below 75 | C |"
        #expect(
            try examples(python(rows, signature: "grade(points: int) -> str"))
                == [
                    "grade(90) = \"A\"", "grade(100) = \"A\"", "grade(75) = \"B\"", "grade(89) = \"B\"",
                    "grade(74) = \"C\"",
                ])
        let meeting = "| points | fee |\n| --- | --- |\n| 0–50 | 5 |\n| 50–80 | 7 |\n| 80 or more | 9 |"
        #expect(
            try examples(python(meeting, signature: "fee(points: int) -> int")) == ["fee(0) = 5"])
        // A fraction lies between the ends as well, and a text is no number.
        #expect(try examples(python(rows, signature: "grade(points: float) -> str")) == [])
        #expect(try examples(python("| a | f |\n| --- | --- |\n| 9 to 5 | 1 |", signature: "f(a: int) -> int")) == [])
    }

    @Test("code blocks give doctests, assertions, comments")
    func code() throws {
        let block = """
            ```python
            >>> f(1)
            2
            >>> f("")
            Traceback (most recent call last):
              ...
            ValueError: empty
            >>> print(f(3))
            four
            ```

            ```python
            assert f(5) == 6
            f(6)  # => 7
            f(7) == 8
            box = Box(3)
            box.add(1)
            box.total()  # => 4
            f(8)  # raises KeyError
            ```
            """
        #expect(
            try examples(python(block)) == [
                "f(1) = 2", "f(\"\") ! ValueError: empty", "str(f(3)) = \"four\"", "f(5) = 6", "f(6) = 7", "f(7) = 8",
                "box = Box(3); box.add(1); box.total() = 4", "f(8) ! KeyError",
            ])
    }

    @Test("statements that are not understood make later variables unreliable")
    func opaque() throws {
        #expect(
            try examples(python("```python\nbox = load(path)\nbox.size()  # => 4\nf(1)  # => 2\n```")) == ["f(1) = 2"])
    }

    @Test("docstrings give examples in all their ways of writing")
    func docstrings() throws {
        let block = #"""
            ```python
            def helper(x):
                return x  # => 9

            def pick(items, k):
                """Pick the k-th.

                For example: pick([1, 2], 0) should return 1
                pick([3], 0) ➞ 3
                * pick([4], 0) => 4
                pick([5], 0) == true
                For items = [7, 8], k = 1 the output should be 8.
                Input: items = [9], k = 0
                Output: 9 # the only one
                pick(items, 0) == 1
                pick([6], 0) == ("Six")
                >>> pick([1], 0)
                1
                """
            ```
            """#
        let document = try spec(python("The module defines `pick` as follows.\n\n\(block)"))
        #expect(
            document.requirements[0].examples.map(short) == [
                "pick([1, 2], 0) = 1", "pick([3], 0) = 3", "pick([4], 0) = 4", "pick([5], 0) = True",
                "pick([7, 8], 1) = 8", "pick([9], 0) = 9", "pick([1], 0) = 1",
            ])
        #expect(document.requirements[0].criteria.map(\.text) == ["Pick the k-th."])
    }

    @Test("words in the place of a text are texts without their quotes, where several calls have them")
    func bareWords() throws {
        func examples(_ head: String, _ lines: String) throws -> [String] {
            let block = #"""
                ```python
                def calm(\#(head)):
                    """You are given a string s. Tell whether it is calm.
                    \#(lines)
                    """
                ```
                """#
            return try spec(python("The module defines `calm` as follows.\n\n\(block)")).requirements[0].examples
                .map(short)
        }
        #expect(
            try examples("s", "calm(ab) => True\n    calm(b2) => False\n    calm(s) => True\n    calm(None) => False")
                == ["calm(\"ab\") = True", "calm(\"b2\") = False", "calm(None) = False"])
        #expect(try examples("t: str", "calm(ab) => True\n    calm(b) => False").count == 2)
        // A name that stands for any value, and a function of something else.
        #expect(try examples("s", "calm(x) => True").isEmpty)
        #expect(try examples("n", "calm(ab) => True\n    calm(b) => False").isEmpty)
        #expect(try examples("s, n", "calm(ab) => True\n    calm(b) => False").isEmpty)
    }

    @Test("JavaScript has its own literals and comments")
    func javascript() throws {
        let text = """
            # Cards

            `src/cards.mjs`, Node 20.

            ## R1 Deal
            - `deal(2)` returns `{ top: "a", rest: [] }`, and `deal(0)` returns `null`.
            - `deal(1)` returns `None`.
            - `deal(-1)` throws a `RangeError`.

            ```js
            console.log(deal(3)) // 5
            deal(4) // → [1, 2]
            ```
            """
        #expect(
            try examples(text) == [
                #"deal(2) = { top: "a", rest: [] }"#, "deal(0) = null", "deal(-1) ! RangeError", "deal(3) = 5",
                "deal(4) = [1, 2]",
            ])
    }

    @Test("assertions of test libraries are examples")
    func assertions() throws {
        let script = """
            # S

            One module, `cards.mjs`, for Node 20.

            ## R1 Deal
            `deal(n)` deals.

            ```js
            const deck = [1, 2];
            assert.deepEqual(deal(deck, 2), { top: "a, b" });
            assert.throws(() => deal(-1), "no cards");
            assert.ok(deal(7) === 3);
            expect(deal(8)).toEqual([1, 2]);
            expect(() => deal(-9)).toThrow();
            assert.equal(other);
            ```
            """
        #expect(
            try examples(script) == [
                #"const deck = [1, 2]; deal(deck, 2) = { top: "a, b" }"#, "deal(-1) ! : no cards", "deal(7) = 3",
                "deal(8) = [1, 2]", "deal(-9) ! ",
            ])
        let block = """
            ```python
            assert f(1, 2) == (3, 4), "told when it fails"
            with pytest.raises(ValueError):
                f(-1)
            with pytest.raises(ValueError):
                x = g()
                f(x)
            assert f(5) == 6
            ```
            """
        #expect(try examples(python(block)) == ["f(1, 2) = (3, 4)", "f(-1) ! ValueError", "f(5) = 6"])
    }

    @Test("a transcript gives commands with their output, unless they need files")
    func transcripts() throws {
        let block =
            "```console\n$ python -m greet Ann\nHello Ann\n$ python -m greet names.txt\nHello all\n$ python -m greet NAME\nHello NAME\n```"
        #expect(try examples(python(block)) == ["python -m greet Ann > Hello Ann\n"])
    }

    @Test("an example that disagrees with an earlier one is kept, an equal one is not")
    func duplicates() throws {
        #expect(
            try examples(python("- `f(1)` returns `2`.\n- `f(1)` returns `2`.\n- `f(1)` returns `3`.")) == [
                "f(1) = 2", "f(1) = 3",
            ])
    }
}
