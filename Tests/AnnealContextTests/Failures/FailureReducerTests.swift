import AnnealContext
import Testing

/// The outputs are real ones of Python 3.11, Node 18 and Swift 6.3, with other folders in their paths.
@Suite("Output of failures, reduced")
struct FailureReducerTests {
    private let reducer = FailureReducer(root: "/home/me/shop")

    @Test("Python: the project's frames stay with their source, those of the library become a count")
    func python() {
        let text = reducer.reduce(FailureSamples.pythonLibrary)
        #expect(
            text == """
                ERROR: test_total (test_prices.PriceTests.test_total)
                ----------------------------------------------------------------------
                Traceback (most recent call last):
                  File "test_prices.py", line 6, in test_total
                    self.assertEqual(prices.total('[{"price": 1}, {"price": 2'), 3)
                  File "shop/prices.py", line 4, in load
                    return json.loads(text)
                           ^^^^^^^^^^^^^^^^
                    [2 frames outside the project left out]
                json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 27 (char 26)
                """)
    }

    @Test("empty lines by the hundred thousand are nothing to compare")
    func emptyLines() {
        // Compared row by row with all that follow, they would take hours.
        let text = reducer.reduce(String(repeating: "\n", count: 300_000) + "ValueError: x\n")
        #expect(text.contains("ValueError: x"))
    }

    @Test("JavaScript: frames of Node's own modules go, the difference of the values stays")
    func javaScript() {
        let text = reducer.reduce(FailureSamples.node)
        #expect(text.contains("    split (calc.js:1:36)\n    parse (calc.js:2:31)\n"))
        #expect(
            text.contains(
                "    TestContext.<anonymous> (calc.test.js:5:24)\n    [5 frames outside the project left out]"))
        #expect(!text.contains("node:internal"))
        #expect(text.contains("Cannot read properties of undefined (reading 'split')"))
    }

    @Test("Swift: a crash keeps its message and the project's frames, without registers")
    func swift() {
        let text = reducer.reduce(FailureSamples.swiftCrash)
        #expect(text.contains("Fatal error: Index out of range"))
        #expect(text.contains("Ring.at(_:) + 64 in f at f.swift:1:65"))
        #expect(text.contains("drain(_:) + 266 in f at f.swift:2:52"))
        #expect(text.contains("[5 frames outside the project left out]"))
        #expect(!text.contains("rax") && !text.contains("libswiftCore"))
    }

    @Test("lines that come again are told once with their number; of rows that differ in numbers first and last stay")
    func repeated() {
        let same = "begin\n" + String(repeating: "warning: old\n", count: 40) + "end"
        #expect(reducer.reduce(same) == "begin\nwarning: old\n    [the line above 39 more times]\nend")
        let pairs = String(repeating: "ping\npong\n", count: 7)
        #expect(reducer.reduce(pairs) == "ping\npong\n    [the 2 lines above 6 more times]")
        let numbered = (1...9).map { "a.py:\($0): unused name" }.joined(separator: "\n")
        #expect(
            reducer.reduce(numbered)
                == "a.py:1: unused name\n    [7 more like the line above]\na.py:9: unused name")
        let two = "a.py:1: unused name\na.py:2: unused name"
        #expect(reducer.reduce(two) == two)
    }

    @Test("long values become their difference, in lines or around the first character")
    func values() {
        let rows = (0..<30).map { "row \($0): \($0 * $0)" }
        var other = rows
        other[17] = "row 17: 290"
        let message = "Expected: \(rows.joined(separator: "\\n"))\nReceived: \(other.joined(separator: "\\n"))"
        #expect(
            reducer.reduce(message) == """
                difference by lines, - expected, + actual:
                - 18: row 17: 289
                + 18: row 17: 290
                """)
        let long = String(repeating: "a", count: 150)
        let inline = reducer.reduce("AssertionError: '\(long)b' != '\(long)c'")
        #expect(inline.hasPrefix("AssertionError: the values are not equal\n  expected: …"))
        #expect(inline.hasSuffix("they differ from character 152 on"))
    }

    @Test("what is still too long keeps what tells of errors, its surroundings and the end")
    func long() {
        let letters = Array("abcdefghijklmnopqrst")
        let noise = (0..<400).map { "ok - case \(letters[$0 / 20])\(letters[$0 % 20])" }
        let lines =
            noise.prefix(200) + ["not ok 200 - adds", "  error: expected 3, got 4"] + noise.suffix(200)
            + ["# fail 1"]
        let text = reducer.reduce(lines.joined(separator: "\n"), limit: 700)
        #expect(text.utf8.count <= 700)
        #expect(text.contains("not ok 200 - adds\n  error: expected 3, got 4\n"))
        #expect(text.hasSuffix("# fail 1"))
        #expect(text.contains("lines left out …]"))
    }

    @Test("colours and overwritten progress go; what is short and plain stays as it is")
    func plain() {
        #expect(reducer.reduce("\u{1B}[31mFAIL\u{1B}[0m\n10%\r50%\rdone\n\n") == "FAIL\ndone")
        let short = "a.py:3: error: x\n\n  detail\nlast"
        #expect(reducer.reduce(short) == short)
        #expect(reducer.reduce("") == "")
    }

    @Test("a trace without frames of the project keeps the two nearest to the error")
    func foreignOnly() {
        let text = """
            Error: no such file
                at open (node:fs:1:1)
                at read (node:fs:2:2)
                at load (node:internal/modules:3:3)
                at main (node:internal/run:4:4)
            """
        #expect(
            reducer.reduce(text) == """
                Error: no such file
                    at open (node:fs:1:1)
                    at read (node:fs:2:2)
                    [2 frames outside the project left out]
                """)
    }
}
