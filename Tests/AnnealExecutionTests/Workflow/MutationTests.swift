import Testing

@testable import AnnealExecution

@Suite("Small changes of code")
struct MutationTests {
    private func changed(_ text: String, lines: Set<Int>, limit: Int = 100) -> [String] {
        Mutations.variants(of: text, lines: lines, limit: limit)
    }

    @Test(
        "each variant has one change",
        arguments: [
            ("a = b.lower()", ["a = b.upper()", "a = b"]), ("if a < 3:", ["if a <= 3:", "if a < 4:", "if a >= 3:"]),
            ("x and y", ["x or y"]), ("range(1, 10)", ["range(2, 10)", "range(0, 10)", "range(1, 11)", "range(1, 9)"]),
            ("return x1 + y_2", ["return x1 - y_2"]), ("if (a === b)", ["if (a !== b)"]),
        ])
    func oneChange(_ line: String, _ expected: [String]) {
        let found = changed(line, lines: [1])
        for text in expected { #expect(found.contains(text), "\(found)") }
        #expect(Set(found).count == found.count)
        #expect(!found.contains(line))
    }

    @Test("only the lines named change, comments never")
    func lines() {
        let text = "a = 1\nb = 2\n# c = 3\n"
        let found = changed(text, lines: [2, 3])
        #expect(Set(found) == ["a = 1\nb = 3\n# c = 3\n", "a = 1\nb = 1\n# c = 3\n", "a = 1\n# c = 3\n"])
        #expect(changed(text, lines: []).isEmpty)
    }

    @Test("a simple statement is left out, never a part of one or of the structure")
    func deletion() {
        let text = "if a:\n    b = 0\n    f(\n        a\n    )\nreturn b"
        let found = changed(text, lines: Set(1...6))
        #expect(found.contains("if a:\n    f(\n        a\n    )\nreturn b"))
        #expect(found.count { $0.split(separator: "\n").count < 6 } == 2)
    }

    @Test("a number that is a text stays")
    func textNumbers() { #expect(changed("return bin(x).count('1')", lines: [1]).isEmpty) }

    @Test("the limit holds, and no kind of change takes all of it")
    func limit() {
        let text = (0..<30).map { "if a < \($0): b.lower()" }.joined(separator: "\n")
        let found = changed(text, lines: Set(1...30), limit: 9)
        #expect(found.count == 9)
        #expect(found.contains { $0.contains(".upper()") })
        #expect(found.contains { $0.contains(" <= ") })
    }
}
