import Testing

@testable import AnnealSpecs

@Suite("Examples like the calls of tests")
struct AnalogyTests {
    private let routes = [
        """
        import test from "node:test";
        import { compile, match } from "../src/paths.mjs";

        test("parts", () => {
          assert.deepEqual(match(compile("/shops/:id"), "/shops/3"), { id: "3" });
          assert.equal(match(compile("/shops/:id"), "/shops"), null);
          assert.deepEqual(parts("/a//b/"), ["a", "b"]);
        });
        """
    ]

    private func examples(_ requirement: String, tests: [String], language: String) throws -> [Example] {
        let text = "# Paths\n\n## Requirements\n\n### R1 Change\n\n\(requirement)\n"
        let document = try SpecDocument(parsing: text, path: "spec.md")
            .addingExamples(likeCallsIn: tests, language: language)
        return document.requirements.flatMap(\.criteria).flatMap(\.examples)
    }

    @Test("texts and what they give are put into the call that the tests make")
    func giving() throws {
        let found = try examples(
            """
            `match` decodes values: `/shops/:id` and `/shops/a%20b` give `{ id: "a b" }`.

            - `/files/*rest` and `/files/a/b` give `{ rest: "a/b" }`.
            - `/files/*rest` does not match `/files`.
            """, tests: routes, language: "javascript")
        #expect(
            found.map(\.call) == [
                #"match(compile("/shops/:id"), "/shops/a%20b")"#, #"match(compile("/files/*rest"), "/files/a/b")"#,
                #"match(compile("/files/*rest"), "/files")"#,
            ])
        #expect(
            found.map(\.expectation) == [
                .value(#"{ id: "a b" }"#), .value(#"{ rest: "a/b" }"#), .value("null"),
            ])
    }

    @Test(
        "what may mean something else gives nothing",
        arguments: [
            "`match` is fast: `/A/B` and `/C` give `{ id: 1 }`.",
            "`match`: `shops/:id` and `/shops/1` give `{ id: 1 }`.",
            "`match`: `/shops/:id` and `/shops/1` give `{ id: NUMBER }`.",
            "`/shops/:id` and `/shops/1` give `{ id: 1 }`.",
            "`match`: `/shops/:id`, `/a` and `/shops/1` give `{ id: 1 }`.",
            "`match`: `/shops/:id` does not like `/shops/1`.",
            "`match`: `/shops/...` and `/shops/1` give `{ id: 1 }`.",
        ])
    func nothing(text: String) throws {
        #expect(try examples(text, tests: routes, language: "javascript").isEmpty)
    }

    @Test(
        "Python's assertions of both kinds are known",
        arguments: ["assert slug(\"a b\") == \"a-b\"", "self.assertEqual(slug(\"a b\"), \"a-b\")"])
    func python(line: String) throws {
        let tests = ["def test_slug():\n    \(line)\n    self.assertIsNone(slug(\"\"))\n"]
        let found = try examples(
            "`slug` keeps dots: `v1.2 beta` gives `\"v1.2-beta\"`.", tests: tests, language: "python")
        #expect(found.map(\.call) == ["slug(\"v1.2 beta\")"])
        #expect(found.map(\.expectation) == [.value("\"v1.2-beta\"")])
    }

    @Test("the requirement is about what its examples call, too")
    func callees() throws {
        let text =
            "# Paths\n\n## Requirements\n\n### R1 Types\n\n`compile` knows types: `/a/:id<int>` and `/a/7` give `{ id: 7 }`.\n"
        let document = try SpecDocument(parsing: text, path: "spec.md")
            .addingExamples(likeCallsIn: routes, language: "javascript")
        #expect(
            document.requirements[0].interfaces.filter { $0.kind == .function }.map(\.name).contains("match"))
    }

    @Test("where two forms fit, none is taken")
    func ambiguous() throws {
        let tests = routes + ["assert.equal(match(\"/a\", \"/b\"), null);\nassert.equal(compile(\"/a\"), null);"]
        let text = "`match`: `/shops/:id` and `/shops/a` give `{ id: \"a\" }`."
        #expect(try examples(text, tests: tests, language: "javascript").isEmpty)
    }

    @Test("calls with other than plain texts have no places for them")
    func plain() {
        #expect(CallFrame(call: "f(r\"a\")", value: "1") == nil)
        #expect(CallFrame(call: "f(\"a\\n\")", value: "1") == nil)
        #expect(CallFrame(call: "f(1)", value: "1") == nil)
        #expect(CallFrame(call: "f(\"a\", \"b\", \"c\", \"d\")", value: "1") == nil)
        let frame = CallFrame(call: "f('a', 2, 'b')", value: "None")
        #expect(frame?.call(with: ["x", "y"]) == "f('x', 2, 'y')")
        #expect(frame?.nothing == "None")
        #expect(frame?.callees == ["f"])
    }
}
