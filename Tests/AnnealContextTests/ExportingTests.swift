import AnnealContext
import AnnealTesting
import Foundation
import Testing

@Suite("Exports")
struct ExportingTests {
    private let empty = Project(root: "/nowhere", files: [], languages: [])

    private func exporting(_ source: String, path: String = "a.mjs") -> String {
        JavaScriptLanguage().exporting(["f", "G"], in: source, path: path, project: empty)
    }

    @Test(
        "what others use is exported in an ES module",
        arguments: [
            ("function f() {}\n", "export function f() {}\n"),
            ("async function f() {}\n", "export async function f() {}\n"),
            ("// Does it.\nclass G {}\n\nfunction g() {}\n", "// Does it.\nexport class G {}\n\nfunction g() {}\n"),
            ("const f = (a) => a;\n", "export const f = (a) => a;\n"),
        ])
    func missing(source: String, expected: String) {
        #expect(exporting(source) == expected)
        #expect(exporting(expected) == expected)
    }

    @Test(
        "nothing changes where it is exported already, or nobody asked for it",
        arguments: ["function f() {}\nexport { f };\n", "function ff() {}\n", "function h() { function f() {} }\n", ""])
    func unchanged(source: String) {
        #expect(exporting(source) == source)
    }

    @Test("a file is an ES module by its name or by what it imports and exports")
    func kinds() {
        #expect(exporting("function f() {}\n", path: "a.js") == "function f() {}\n")
        #expect(exporting("function f() {}\n", path: "a.cjs") == "function f() {}\n")
        #expect(exporting("import x from 'y';\nfunction f() {}\n", path: "a.js").contains("export function f"))
        #expect(
            PythonLanguage().exporting(["f"], in: "def f(): pass\n", path: "a.py", project: empty) == "def f(): pass\n")
    }

    @Test("the project's package.json makes its files ES modules", arguments: ["module", "commonjs"])
    func package(type: String) async throws {
        try await withTemporaryFolder { folder in
            try TestProject.write(["package.json": "{ \"type\": \"\(type)\" }"], in: folder)
            let project = Project(root: folder.path, files: ["package.json"], languages: ["javascript"])
            let text = JavaScriptLanguage().exporting(["f"], in: "function f() {}\n", path: "a.js", project: project)
            #expect(text.hasPrefix("export ") == (type == "module"))
        }
    }
}
