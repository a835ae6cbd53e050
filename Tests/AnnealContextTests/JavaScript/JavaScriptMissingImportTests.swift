import AnnealContext
import AnnealTesting
import Foundation
import Testing

@Suite("Imports that JavaScript code lacks")
struct JavaScriptMissingImportTests {
    private func added(_ code: String, path: String = "src/cart.mjs") async throws -> String {
        try await withTemporaryFolder { folder in
            let source = folder.appending(path: "src")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("export function priceOf(name) {\n  return 1;\n}\n\nfunction hidden() {}\n".utf8)
                .write(to: source.appending(path: "price.mjs"))
            let project = Project(
                root: folder.path, files: ["src/cart.mjs", "src/price.mjs"], languages: ["javascript"])
            return JavaScriptLanguage().addingImports(
                to: code, path: path, project: project,
                symbols: SymbolIndex(filesByName: ["priceOf": ["src/price.mjs"], "hidden": ["src/price.mjs"]]))
        }
    }

    @Test("a function that another module exports is imported from where it stands")
    func function() async throws {
        let code = "export function total(names) {\n  return names.map((name) => priceOf(name));\n}\n"
        let found = try await added(code)
        #expect(found.hasPrefix("import { priceOf } from \"./price.mjs\";\n"))
        #expect(found.hasSuffix(code))
        #expect(try await added(found) == found)
        #expect(try await added(code, path: "src/lib/cart.mjs").hasPrefix("import { priceOf } from \"../price.mjs\";"))
        #expect(try await added(code, path: "bin/cart.mjs").hasPrefix("import { priceOf } from \"../src/price.mjs\";"))
    }

    @Test(
        "what is bound, not exported or unknown is left alone",
        arguments: [
            "import { priceOf } from \"./other.mjs\";\nexport const f = (n) => priceOf(n);\n",
            "export function f(priceOf) {\n  return priceOf(1);\n}\n",
            "export function f(n) {\n  const priceOf = (x) => x;\n  return priceOf(n);\n}\n",
            "export function priceOf(n) {\n  return priceOf(n - 1);\n}\n",
            "export function f(shop) {\n  return shop.priceOf(1);\n}\n",
            "export function f() {\n  return hidden();\n}\n", "export function f() {\n  return unknown();\n}\n",
        ])
    func left(_ code: String) async throws { #expect(try await added(code) == code) }

    @Test("CommonJS is left as it is") func commonJS() async throws {
        let code = "function f(n) {\n  return priceOf(n);\n}\nmodule.exports = { f };\n"
        #expect(try await added(code, path: "src/cart.cjs") == code)
        #expect(try await added(code, path: "src/cart.js") == code)
    }
}
