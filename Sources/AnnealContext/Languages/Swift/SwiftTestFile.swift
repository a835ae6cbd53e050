internal import AnnealFoundation
internal import AnnealSpecs

/// A file of Swift Testing made from the examples of a requirement.
struct SwiftTestFile {
    var checks: [Check]
    var requirement: RequirementID
    var project: Project
    var symbols: SymbolIndex
    var skipping: [String: String]

    /// The file, or `nil` when the package has no test target or no check can be expressed.
    var generated: GeneratedFile? {
        let language = SwiftLanguage()
        let targets = Set(
            project.files.filter { $0.hasPrefix("Tests/") && language.isTest(path: $0) }.compactMap { path in
                path.split(separator: "/").dropFirst().first.map(String.init)
            })
        guard project.files.contains("Package.swift"), let target = targets.sorted().first else { return nil }
        let suite = "Spec" + PythonTestFile.slug(requirement.rawValue).replacing("_", with: "") + "Tests"
        let path = "Tests/\(target)/\(suite).swift"
        var modules = Set<String>()
        var methods: [String] = []
        var checksByTest: [String: String] = [:]
        for check in checks {
            guard let body = body(for: check, modules: &modules) else { continue }
            let name = "test_" + PythonTestFile.slug(check.id)
            guard checksByTest["\(name)()"] == nil else { continue }
            checksByTest["\(name)()"] = check.id
            let skip = skipping[check.id].map { "(.disabled(\(PythonLiteral.text($0))))" } ?? ""
            let lines = body.map { "        " + $0 }.joined(separator: "\n")
            methods.append("    @Test\(skip) func \(name)() async throws {\n\(lines)\n    }")
        }
        guard !methods.isEmpty else { return nil }
        let imports = modules.sorted().map { "@testable import \($0)\n" }.joined()
        let text = """
            // Examples of requirement \(requirement.rawValue.filter { !$0.isNewline }).
            import Testing
            \(imports)
            @Suite struct \(suite) {
            \(methods.joined(separator: "\n\n"))
            }

            """
        return GeneratedFile(path: path, text: text, checksByTest: checksByTest)
    }

    private func body(for check: Check, modules: inout Set<String>) -> [String]? {
        let example = check.example
        let setup = example.setup.map(\.trimmed).filter { !$0.isEmpty }
        let texts = setup + [example.call]
        guard (texts.allSatisfy { Self.isSound($0) }), let used = self.modules(of: texts) else { return nil }
        switch example.expectation {
        case .value(let value):
            guard Self.isSound(value) else { return nil }
            modules.formUnion(used)
            return setup + ["#expect(try await (\(example.call.trimmed)) == (\(value.trimmed)))"]
        case .error(let type, let message):
            modules.formUnion(used)
            var lines =
                setup + [
                    "let error = await #expect(throws: (any Error).self) { _ = try await \(example.call.trimmed) }"
                ]
            if let type {
                lines.append("#expect(error.map { \"\\(Swift.type(of: $0))\" } == \(PythonLiteral.text(type)))")
            }
            if let message {
                lines.append("#expect(\"\\(String(describing: error))\".contains(\(PythonLiteral.text(message))))")
            }
            if type == nil && message == nil { lines.append("#expect(error != nil)") }
            return lines
        case .output: return nil
        }
    }

    /// The modules of the types and functions that texts begin with; `nil` when none is known.
    private func modules(of texts: [String]) -> Set<String>? {
        var modules = Set<String>()
        for token in texts.flatMap({ BraceScanner.tokens(of: $0, .swift) }) where token.kind == .name {
            guard let file = symbols.file(defining: token.text), file.hasPrefix("Sources/") else { continue }
            if let module = file.split(separator: "/").dropFirst().first { modules.insert(String(module)) }
        }
        return modules.isEmpty ? nil : modules
    }

    private static func isSound(_ text: String) -> Bool {
        let tokens = BraceScanner.tokens(of: text, .swift)
        var depth = 0
        for token in tokens {
            let isLeftOut = token.isSymbol("...") || (token.kind != .string && token.text.contains("…"))
            if token.kind == .fault || token.kind == .comment || isLeftOut { return false }
            if ["(", "[", "{"].contains(token.text) { depth += 1 }
            if [")", "]", "}"].contains(token.text) { depth -= 1 }
            if depth < 0 { return false }
        }
        let words: Set<String> = [
            "let", "var", "try", "await", "in", "as", "is", "import", "return", "some", "any", "throws",
        ]
        for (token, next) in zip(tokens, tokens.dropFirst())
        where token.kind != .symbol && next.kind != .symbol && token.lastLine == next.line {
            if !words.contains(token.text) && !words.contains(next.text) { return false }
        }
        return depth == 0 && !tokens.isEmpty
    }
}
