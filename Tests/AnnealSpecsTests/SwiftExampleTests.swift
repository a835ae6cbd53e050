import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples in Swift")
struct SwiftExampleTests {
    /// A requirement of a Swift package around some text.
    private func swift(_ body: String, signature: String? = nil) -> String {
        let lead = signature.map { "`\($0)` does it.\n\n" } ?? ""
        return "# Tool\n\nA package with `Sources/Tool/Tool.swift`. Swift 6.\n\n### R1 Work\n\(lead)\(body)\n"
    }

    @Test(
        "calls have argument labels, and values are Swift's",
        arguments: [
            ("`initials(of: \"ada\")` returns `\"A\"`.", [#"initials(of: "ada") = "A""#]),
            ("`find(\"b\", in: [\"a\": 1])` returns `nil`.", [#"find("b", in: ["a": 1]) = nil"#]),
            ("`find(\"b\", in: [:])` returns nil.", [#"find("b", in: [:]) = nil"#]),
            ("`direction(of: -1)` returns `.west`.", ["direction(of: -1) = .west"]),
            ("`area(of: Box(width: 2, height: 3))` is `6`.", ["area(of: Box(width: 2, height: 3)) = 6"]),
            ("`parse(\"x\")` throws `SizeError`.", [#"parse("x") ! SizeError"#]),
            ("`isEven(2)` returns true.", ["isEven(2) = true"]),
        ])
    func prose(_ sentence: String, _ expected: [String]) throws {
        #expect(try examples(swift("- \(sentence)")) == expected)
    }

    @Test(
        "what has a free name, a type or another language's text is no example",
        arguments: [
            "`f(of: name)` returns `2`.", "`f(of: String)` returns `2`.", "`f(of: \"\\(name)\")` returns `2`.",
            "`f(of: 'x')` returns `2`.", "`f(x: Int) -> Int` returns `2`.",
        ])
    func doubtful(_ sentence: String) throws {
        #expect(try examples(swift("- \(sentence)")) == [])
    }

    @Test("a literal becomes an argument with its label")
    func unary() throws {
        let list = "- `[3, 1]` becomes `[1, 3]`."
        #expect(
            try examples(swift(list, signature: "func order(_ items: [Int]) -> [Int]")) == ["order([3, 1]) = [1, 3]"])
        #expect(
            try examples(swift(list, signature: "order(items: [Int]) throws -> [Int]"))
                == ["order(items: [3, 1]) = [1, 3]"])
        let table = "| name | result |\n| --- | --- |\n| `\"ada\"` | `\"A\"` |"
        #expect(
            try examples(swift(table, signature: "initials(of name: String) -> String"))
                == [#"initials(of: "ada") = "A""#])
    }

    @Test("assertions of Swift Testing and XCTest are examples, with the constants before them")
    func assertions() throws {
        let text = """
            ```swift
            // Boxes.
            let box = Box(width: 2, height: 3)
            box.width
            #expect(area(of: box) == 6)
            #expect(isEven(2))
            #expect(throws: SizeError.self) { try parse("") }
            #expect(throws: (any Error).self) { _ = try parse("?") }
            XCTAssertEqual(try parse("1k"), 1024)
            XCTAssertNil(find("b"))
            XCTAssertFalse(isEven(3))
            double(2) // 4
            ```
            """
        #expect(
            try examples(swift(text)) == [
                "let box = Box(width: 2, height: 3); area(of: box) = 6", "isEven(2) = true",
                #"try parse("") ! SizeError"#, #"try parse("?") ! "#, #"try parse("1k") = 1024"#,
                #"find("b") = nil"#, "isEven(3) = false", "double(2) = 4",
            ])
    }

    @Test("signatures are read with labels, `throws` and without `func`")
    func signatures() throws {
        let text = """
            `func parse(_ text: String, base radix: Int = 10) throws -> Int?` and `join(_ parts: [String]) -> String`.

            ```swift
            public func store(_ value: Int, for key: String) async throws -> Bool {
                true
            }
            ```
            """
        let interfaces = try spec(swift(text)).requirements[0].interfaces.filter { $0.kind == .function }
        #expect(interfaces.map(\.name) == ["parse", "join", "store"])
        #expect(
            interfaces.map(\.signature) == [
                "func parse(_ text: String, base radix: Int = 10) throws -> Int?", "join(_ parts: [String]) -> String",
                "store(_ value: Int, for key: String) async throws -> Bool",
            ])
    }
}
