internal import AnnealFoundation
internal import Foundation

extension Language {
    /// The text as it is: most languages need no mark.
    public func exporting(_ names: [String], in source: String, path: String, project: Project) -> String { source }
}

extension JavaScriptLanguage {
    /// Puts `export` in front of top-level declarations of an ES module that miss it; see `Language.exporting`.
    ///
    /// A file is an ES module by its name (`.mjs`), by the project's `package.json` (`"type": "module"`), or because it
    /// imports or exports something already.
    public func exporting(_ names: [String], in source: String, path: String, project: Project) -> String {
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let usesModules = lines.contains { $0.hasPrefix("export ") || $0.hasPrefix("import ") }
        guard path.hasSuffix(".mjs") || (!path.hasSuffix(".cjs") && (usesModules || Self.isModule(project))) else {
            return source
        }
        let exported = Self.exportedNames(in: source)
        for definition in outline(of: source).definitions
        where definition.parent == nil && names.contains(definition.name) && !exported.contains(definition.name) {
            let heads = ["function", "async function", "function*", "class", "const", "let", "var"].map {
                "\($0) \(definition.name)"
            }
            for index in (definition.lines.lowerBound - 1)..<min(definition.lines.upperBound, lines.count) {
                guard let head = heads.first(where: { lines[index].hasPrefix($0) }),
                    lines[index].dropFirst(head.count).first.map({ !($0.isLetter || $0.isNumber || $0 == "_") }) ?? true
                else { continue }
                lines[index] = "export " + lines[index]
                break
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func isModule(_ project: Project) -> Bool {
        guard let text = project.text(of: "package.json"), let manifest = try? JSONValue(parsing: text) else {
            return false
        }
        return manifest["type"]?.stringValue == "module"
    }

    /// The names within `export { … }`; a declaration that has the mark itself does not begin like one without.
    private static func exportedNames(in source: String) -> Set<String> {
        var names = Set<String>()
        for part in source.components(separatedBy: "export {").dropFirst() {
            let list = part.prefix { $0 != "}" }
            for entry in list.split(separator: ",") {
                if let name = entry.split(whereSeparator: \.isWhitespace).first { names.insert(String(name)) }
            }
        }
        return names
    }
}
