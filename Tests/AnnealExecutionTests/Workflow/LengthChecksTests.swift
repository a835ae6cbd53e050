import AnnealContext
import AnnealSpecs
import Testing

@testable import AnnealExecution

@Suite("Hints about the length of results")
struct LengthChecksTests {
    private func checks(_ body: String, language: String = "python") throws -> [String] {
        let file = language == "python" ? "tool.py`. Python 3.11." : "tool.mjs`. Node 20."
        let text = "# Tool\n\nOne module, `\(file)\n\n### R1 Top\n`top(a, k)` picks.\n\n\(body)\n"
        let requirement = try #require(try SpecDocument(parsing: text, path: "spec.md").requirements.first)
        return LengthChecks.checks(of: requirement, language: language).map { check in
            guard case .value(let value) = check.example.expectation else { return check.example.call }
            return "\(check.example.call) = \(value)"
        }
    }

    @Test("none and one are asked for, where the examples keep to the sentence")
    func lengths() throws {
        let body = "- It returns a sorted list of length `k`.\n- `top([3, 1, 2], 2)` returns `[2, 3]`."
        #expect(try checks(body) == ["len(top([3, 1, 2], 0)) = 0", "len(top([3, 1, 2], 1)) = 1"])
        #expect(try checks(body, language: "javascript").first == "top([3, 1, 2], 0).length = 0")
        let positive = "- It returns a list of length `k`, which is positive.\n- `top([3, 1, 2], 2)` returns `[2, 3]`."
        #expect(try checks(positive) == ["len(top([3, 1, 2], 1)) = 1"])
        let bound = positive + "\n- 0 <= `k` <= 3."
        #expect(try checks(bound).count == 2)
        let texts =
            "- It returns a string of length `k`.\n- `top(\"abc\", 2)` returns `\"ab\"`.\n- `top(\"abc\", 1)` returns `\"a\"`."
        #expect(try checks(texts) == ["len(top(\"abc\", 0)) = 0"])
    }

    @Test(
        "another sentence, or an example that does not keep to it, gives none",
        arguments: [
            "- It returns a list of length `k`.\n- `top([3, 1, 2], 5)` returns `[1, 2, 3]`.",
            "- It takes a list of length `k` and returns a list.\n- `top([3, 1], 2)` returns `[1, 3]`.",
            "- It returns a list of `k` or more.\n- `top([3, 1], 2)` returns `[1, 3]`.",
            "- It returns a list of length `k`.\n- `top([3, 1], 2)` returns `7`.",
            "- It returns a list of length `k`.",
        ])
    func none(body: String) throws {
        #expect(try checks(body).isEmpty)
    }
}
