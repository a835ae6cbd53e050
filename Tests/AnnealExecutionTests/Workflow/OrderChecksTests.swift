import AnnealContext
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Hints about the order of results")
struct OrderChecksTests {
    private func checks(_ body: String, language: String = "python") throws -> [String] {
        let file = language == "python" ? "tool.py`. Python 3.11." : "tool.mjs`. Node 20."
        let text = "# Tool\n\nOne module, `\(file)\n\n### R1 Pick\n`pick(a)` picks.\n\n\(body)\n"
        let requirement = try #require(try SpecDocument(parsing: text, path: "spec.md").requirements.first)
        return OrderChecks.checks(of: requirement, language: language).map { check in
            guard case .value(let value) = check.example.expectation else { return check.example.call }
            return "\(check.example.call) = \(value)"
        }
    }

    @Test("what is given in another order has to come out in order, too")
    func ascending() throws {
        let found = try checks(
            "- It returns the two in order (smaller, larger).\n- `pick([1, 2, 3])` returns `(1, 2)`.")
        #expect(found.first == "list(pick([3, 2, 1])) == sorted(pick([3, 2, 1])) = True")
        #expect(found.count == 2)
        let script = try checks(
            "- It returns the names in alphabetical order.\n- `pick([\"b\", \"a\"])` returns `[\"a\", \"b\"]`.",
            language: "javascript")
        #expect(
            script.first == "((v) => v.every((x, i) => i === 0 || !(x < v[i - 1])))([...pick([\"a\", \"b\"])]) = true")
    }

    @Test("descending")
    func descending() throws {
        let found = try checks("- It returns them from largest to smallest.\n- `pick([1, 2, 3])` returns `[3, 2]`.")
        #expect(found.first == "list(pick([3, 2, 1])) == sorted(pick([3, 2, 1]), reverse=True) = True")
    }

    @Test(
        "a key, examples in another order, values that are no list, and another subject give none",
        arguments: [
            "- It returns them in ascending order by length.\n- `pick([\"b\", \"aa\"])` returns `[\"b\", \"cc\"]`.",
            "- It returns them in ascending order.\n- `pick([1, 2])` returns `[2, 1]`.",
            "- It returns them in ascending order.\n- `pick([1, 2])` returns `1`.",
            "- It returns them in ascending order.\n- `pick([1, 2])` returns `[1]`.",
            "- The input comes in ascending order.\n- `pick([1, 2])` returns `[1, 2]`.",
            "- It returns them in ascending order.\n- `pick([[2], [1]])` returns `[[1], [2]]`.",
        ])
    func none(body: String) throws {
        #expect(try checks(body).isEmpty)
    }

    @Test("other languages are not asked")
    func swift() throws {
        let body = "- It returns them in ascending order.\n- `pick([1, 2])` returns `[1, 2]`."
        #expect(try !checks(body).isEmpty)
        let text = "# Tool\n\nOne module, `tool.py`.\n\n### R1 Pick\n`pick(a)` picks.\n\n\(body)\n"
        let requirement = try #require(try SpecDocument(parsing: text, path: "spec.md").requirements.first)
        #expect(OrderChecks.checks(of: requirement, language: "swift").isEmpty)
    }
}
