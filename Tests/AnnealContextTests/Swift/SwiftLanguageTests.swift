import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Swift as a language")
struct SwiftLanguageTests {
    let swift = SwiftLanguage()

    static let file = #"""
        import Foundation

        /// A box.
        public struct Box: Sendable {
            /// Its side.
            public var side: Int

            @inlinable
            public func area(of side: Int) -> Int {
                fatalError("not implemented")
            }

            public func area(by factor: Double) -> Double { Double(side) * factor }
        }

        func scale(_ x: Int) -> String {
            "\(x) { \("}")"
        }

        """#

    @Test("members are told apart by their labels, and the others stay")
    func merge() {
        let snippet = """
            struct Box {
                func area(of side: Int) -> Int {
                    side * side
                }
                func edge() -> Int { 4 }
            }
            func scale(_ x: Int) -> String {
                "x"
            }
            print(scale(1))
            """
        let text = swift.merge(snippet, into: Self.file)
        #expect(swift.merge(snippet, into: text) == text)
        #expect(text.contains("side * side"))
        #expect(text.contains("public func area(by factor: Double)"))
        #expect(text.contains("    func edge() -> Int { 4 }\n}"))
        #expect(text.hasPrefix("import Foundation\n\n/// A box.\npublic struct Box: Sendable {"))
        #expect(!text.contains("print"))
    }

    @Test("the outline has types, members and functions")
    func outline() {
        let outline = swift.outline(of: Self.file)
        #expect(outline.imports == ["Foundation"])
        #expect(outline.definitions.map(\.name) == ["Box", "side", "area", "area", "scale"])
        #expect(outline.definitions[0].documentation == "A box.")
        #expect(outline.definitions[4].signature == "func scale(_ x: Int) -> String")
    }

    @Test("outcomes of Swift Testing and XCTest are read, with their issues")
    func outcomes() {
        let output = """
            ◇ Test one() started.
            ✘ Test one() recorded an issue at A.swift:3:9: Expectation failed: 1 == 2
            ✘ Test one() failed after 0.001 seconds with 1 issue.
            ✔ Test two() passed after 0.001 seconds.
            ✘ Test run with 2 tests failed after 0.1 seconds with 1 issue.
            Test Case 'Old.testThree' passed (0.01 seconds)
            """
        let outcomes = swift.testOutcomes(from: CommandResult(ending: .exited(1), standardOutput: output))
        #expect(outcomes.map(\.name) == ["one()", "two()", "Old.testThree"])
        #expect(outcomes.map(\.status) == [.failed, .passed, .passed])
        #expect(outcomes[0].detail == "at A.swift:3:9: Expectation failed: 1 == 2")
    }

    @Test("a package with a test target gets a test file, one without does not")
    func testFile() {
        let check = Check(
            id: "R1.1#1", criterion: "R1.1",
            example: Example(
                call: "scale(2)", expectation: .value("\"4\""), source: "", location: SourceLocation(line: 1)))
        let symbols = SymbolIndex(filesByName: ["scale": ["Sources/Tool/Scale.swift"]])
        var project = Project(
            root: "/nowhere", files: ["Package.swift", "Tests/ToolTests/ATests.swift"], languages: ["swift"])
        let file = swift.testFile(for: [check], requirement: "R1", project: project, symbols: symbols, skipping: [:])
        #expect(file?.path == "Tests/ToolTests/SpecR1Tests.swift")
        #expect(file?.text.contains("@testable import Tool\n") == true)
        #expect(file?.checksByTest == ["test_R1_1_1()": "R1.1#1"])
        project.files = ["Package.swift"]
        #expect(
            swift.testFile(for: [check], requirement: "R1", project: project, symbols: symbols, skipping: [:]) == nil)
    }

    @Test("only Swift's tests keep the values that they got to themselves")
    func values() {
        #expect(Languages.all.filter { !$0.tellsValues }.map(\.name) == ["swift"])
    }

    @Test("dots within a text are a text, elsewhere they stand for something left out")
    func dots() {
        let project = Project(
            root: "/nowhere", files: ["Package.swift", "Tests/ToolTests/ATests.swift"], languages: ["swift"])
        let symbols = SymbolIndex(filesByName: ["cut": ["Sources/Tool/Cut.swift"]])
        func isTested(_ call: String, _ value: String) -> Bool {
            let example = Example(
                call: call, expectation: .value(value), source: "", location: SourceLocation(line: 1))
            let check = Check(id: "R1.1#1", criterion: "R1.1", example: example)
            let file = swift.testFile(
                for: [check], requirement: "R1", project: project, symbols: symbols, skipping: [:])
            return file?.checksByTest.isEmpty == false
        }
        #expect(isTested("cut(\"abcdef\", to: 4)", "\"abc…\""))
        #expect(!isTested("cut([1, …])", "1"))
    }

    @Test("a skeleton has the signatures that the specification gives, with or without their keyword")
    func skeleton() {
        let make = { (name: String, qualifier: String?, signature: String?) in
            Interface(
                kind: .function, name: name, qualifier: qualifier, signature: signature,
                location: SourceLocation(line: 1))
        }
        let text = swift.skeleton(
            interfaces: [
                make("initials", "Sources/Tool/Names.swift", "initials(of name: String) -> String"),
                make("scale", nil, "func scale(_ x: Int) throws -> Int"), make("area", "Box", "func area() -> Int"),
                make("guess", nil, "guess(a, ...)"), make("bare", nil, nil),
            ], path: "Sources/Tool/Names.swift")
        #expect(
            text == """
                public func initials(of name: String) -> String {
                    fatalError("not implemented")
                }

                public func scale(_ x: Int) throws -> Int {
                    fatalError("not implemented")
                }

                """)
    }
}
