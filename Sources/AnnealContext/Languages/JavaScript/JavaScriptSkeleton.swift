internal import AnnealSpecs

/// A file with what a specification names, so that other files can import it before it is written.
struct JavaScriptSkeleton {
    /// What is to be defined.
    var interfaces: [Interface]
    /// Whether it exports as CommonJS.
    var isCommonJS: Bool

    /// The file's text.
    var text: String {
        let types = interfaces.filter { $0.kind == .type && Self.isIdentifier($0.name) }
        let typeNames = Set(types.map(\.name))
        let functions = interfaces.filter { $0.kind == .function && Self.isIdentifier($0.name) }
        var names: [String] = []
        var parts: [String] = []
        let prefix = isCommonJS ? "" : "export "
        for type in types where !names.contains(type.name) {
            names.append(type.name)
            let methods = functions.filter { $0.qualifier == type.name && $0.name != "constructor" }
            let isError = type.name.hasSuffix("Error")
            var seen = Set<String>()
            let bodies = methods.filter { seen.insert($0.name).inserted }.map { method in
                "  \(method.name)\(Self.parameters(of: method)) {\n    throw new Error(\"not implemented\");\n  }"
            }
            let body = bodies.isEmpty ? "{}" : "{\n\(bodies.joined(separator: "\n\n"))\n}"
            parts.append("\(prefix)class \(type.name)\(isError ? " extends Error" : "") \(body)")
        }
        for function in functions where !names.contains(function.name) {
            if let owner = function.qualifier, typeNames.contains(owner) { continue }
            names.append(function.name)
            parts.append(
                "\(prefix)function \(function.name)\(Self.parameters(of: function)) {\n"
                    + "  throw new Error(\"not implemented\");\n}")
        }
        guard !parts.isEmpty else { return "" }
        if isCommonJS { parts.append("module.exports = { \(names.joined(separator: ", ")) };") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    static func parameters(of interface: Interface) -> String {
        guard let signature = interface.signature else { return "(...args)" }
        let tokens = BraceScanner.tokens(of: signature, .javaScript)
        guard let open = tokens.firstIndex(where: { $0.isSymbol("(") }),
            let close = tokens[open...].firstIndex(where: { $0.depth == tokens[open].depth && $0.isSymbol(")") })
        else { return "(...args)" }
        // Only plain names: types and options belong to the text.
        var names: [String] = []
        for parameter in tokens[(open + 1)..<close].split(whereSeparator: {
            $0.isSymbol(",") && $0.depth == tokens[open].depth + 1
        }) {
            guard let name = parameter.first, name.kind == .name, isIdentifier(name.text), !names.contains(name.text)
            else {
                return "(...args)"
            }
            names.append(name.text)
        }
        return "(\(names.joined(separator: ", ")))"
    }

    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.first, first.isLetter || first == "_" || first == "$" else { return false }
        return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
            && !JavaScript.keywords.contains(name)
    }
}
