extension JavaScriptLanguage {
    /// Adds imports of functions that a module calls and another file of the project exports; see `Language.addingImports`.
    ///
    /// A name that stands anywhere but in front of a call, or that the file defines, may be bound in it and is left alone.
    /// CommonJS is left as it is.
    public func addingImports(to source: String, path: String, project: Project, symbols: SymbolIndex) -> String {
        let isModule = path.hasSuffix(".mjs") || source.hasPrefix("export ") || source.contains("\nexport ")
        guard isModule, !path.hasSuffix(".cjs") else { return source }
        let tokens = BraceScanner.tokens(of: source, .javaScript).filter { $0.kind != .comment }
        let defined = Set(outline(of: source).definitions.map(\.name))
        var called: [String] = []
        var otherwise = defined
        for (index, token) in tokens.enumerated() where token.kind == .name {
            if index > 0, [".", "?."].contains(tokens[index - 1].text) { continue }
            let isCall = index + 1 < tokens.count && tokens[index + 1].text == "("
            if !isCall {
                otherwise.insert(token.text)
            } else if !called.contains(token.text) {
                called.append(token.text)
            }
        }
        let lines = called.filter { !otherwise.contains($0) }.compactMap { name -> String? in
            guard let file = symbols.file(defining: name), file != path, project.files.contains(file),
                fileExtensions.contains(where: { file.hasSuffix(".\($0)") }), !file.hasSuffix(".cjs"),
                let text = project.text(of: file), Self.exports(name, text)
            else { return nil }
            return "import { \(name) } from \"\(Self.place(of: file, from: path))\";"
        }
        return lines.isEmpty ? source : merge(lines.joined(separator: "\n") + "\n", into: source)
    }

    private static func exports(_ name: String, _ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            guard line.hasPrefix("export ") else { return false }
            let words = line.split { !($0.isLetter || $0.isNumber || "_$".contains($0)) }
            return !words.contains("default") && words.dropFirst().prefix(3).contains { $0 == name }
        }
    }

    /// A file as a module in another place names it: `./prices.mjs`, `../lib/prices.mjs`.
    private static func place(of file: String, from path: String) -> String {
        var target = file.split(separator: "/")[...]
        var folder = path.split(separator: "/").dropLast()
        while let first = folder.first, target.count > 1, target.first == first {
            folder = folder.dropFirst()
            target = target.dropFirst()
        }
        let up = String(repeating: "../", count: folder.count)
        return (up.isEmpty ? "./" : up) + target.joined(separator: "/")
    }
}
