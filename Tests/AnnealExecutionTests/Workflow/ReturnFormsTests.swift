import AnnealContext
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("What a function returns, in the form of an example", .tags(.unit))
struct ReturnFormsTests {
    /// The last lines of the variants of a function that ends with a return.
    private func returns(
        _ value: String, expected: String, actual: String, language name: String = "python"
    ) throws -> [String] {
        let code =
            name == "python"
            ? "def f(a, b):\n    return \(value)\n" : "export function f(a, b) {\n  return \(value);\n}\n"
        let language = try #require(Languages.named(name))
        let function = try #require(language.outline(of: code).definitions.first)
        let forms = ReturnForms(language: name, details: ["f(1, 2)\nexpected: \(expected)\nactual:   \(actual)"])
        return forms.variants(of: code, function: function).compactMap { text in
            text.split(separator: "\n").first { $0.contains("return ") }.map {
                String($0.trimmingPrefix(while: \.isWhitespace).dropFirst("return ".count))
            }
        }
    }

    @Test(
        "numbers: sign, places, whole ones, hundredths",
        arguments: [
            ("(a - b) / 2", "1.25", "-1.25", ["abs((a - b) / 2)", "-((a - b) / 2)"]),
            ("a / b", "12.02", "12.0199999", ["round(a / b, 2)"]),
            ("a / b", "12", "12.02", ["math.floor(a / b)", "round(a / b)"]),
            ("a / b", "13", "12.02", ["math.ceil(a / b)"]), ("a / b", "25", "0.25", ["(a / b) * 100"]),
            ("price(a)", "4.5", "450", ["price(a) / 100"]), ("a / b", "7", "3", []),
        ])
    func numbers(_ value: String, _ expected: String, _ actual: String, _ wanted: [String]) throws {
        #expect(try returns(value, expected: expected, actual: actual) == wanted)
    }

    @Test(
        "texts and collections",
        arguments: [
            ("a + b", "'AB'", "'ab'", ["(a + b).upper()"]), ("a.strip(b)", "'ab'", "'ab '", ["a.strip(b).strip()"]),
            ("a, b", "[1, 2]", "(1, 2)", ["list((a, b))"]), ("set(a)", "[1, 2]", "{2, 1}", ["sorted(set(a))"]),
            ("list(a)", "[2, 1]", "[1, 2]", ["list(a)[::-1]", "sorted(list(a))"]),
            ("list(a)", "[2, 1]", "[2, 2, 1]", ["list(dict.fromkeys(list(a)))"]), ("a", "'4'", "4", ["str(a)"]),
            ("a", "4", "'4'", ["int(a)"]), ("a", "'ab'", "'cd'", []), ("a", "[1, [2]]", "[1, [3]]", []),
            ("sorted(a, key=b)", "[1, 2, 3]", "[2, 1, 3]", []),
        ])
    func others(_ value: String, _ expected: String, _ actual: String, _ wanted: [String]) throws {
        #expect(try returns(value, expected: expected, actual: actual) == wanted)
    }

    @Test(
        "JavaScript",
        arguments: [
            ("a - b", "1", "-1", ["Math.abs(a - b);", "-(a - b);"]),
            ("a / b", "0.33", "0.3333", ["Math.round((a / b) * 100) / 100;"]),
            ("a / b", "1", "0.25", ["Math.ceil(a / b);"]), ("a", "\"ab\"", "\"AB\"", ["a.toLowerCase();"]),
            (
                "a.map(b)", "[1, 2]", "[2, 1]",
                ["[...a.map(b)].reverse();", "[...a.map(b)].sort((a, b) => a - b);"]
            ), ("a", "['x', 'y', 'z']", "['y', 'x', 'z']", ["[...a].sort();"]),
        ])
    func javaScript(_ value: String, _ expected: String, _ actual: String, _ wanted: [String]) throws {
        #expect(try returns(value, expected: expected, actual: actual, language: "javascript") == wanted)
    }

    @Test("the last return is changed, and all of them; constants, comments and open brackets stay") func places()
        throws
    {
        let code = """
            def f(a):
                if a is None:
                    return None
                if a > 9:
                    return 9 - a
                return a - 9
            """
        let function = try #require(Languages.named("python")?.outline(of: code).definitions.first)
        let forms = ReturnForms(language: "python", details: ["f(1)\nexpected: 8\nactual:   -8"])
        let found = forms.variants(of: code, function: function)
        #expect(found.count == 4)
        #expect(found[0].contains("return 9 - a\n") && found[0].hasSuffix("return abs(a - 9)"))
        #expect(found[1].contains("return abs(9 - a)\n") && found[1].contains("return None\n"))
        let open = "def f(a):\n    return g(\n        a)\n"
        let other = try #require(Languages.named("python")?.outline(of: open).definitions.first)
        #expect(forms.variants(of: open, function: other).isEmpty)
    }

    @Test("what is no comparison of values has no form")
    func others() {
        #expect(ReturnForms.difference(in: "f(1)\nexpected: ValueError to be raised") == nil)
        #expect(ReturnForms.difference(in: "Traceback (most recent call last):\nKeyError: 'a'") == nil)
        #expect(ReturnForms.difference(in: "f(1)\nexpected: 1\nactual:   2")?.actual == "2")
    }
}
