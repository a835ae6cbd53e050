internal import AnnealSpecs

/// A file with what a specification names, so that other files can import it before it is written.
struct PythonSkeleton {
    /// What is to be defined.
    var interfaces: [Interface]

    /// The file's text.
    var text: String {
        let types = interfaces.filter { $0.kind == .type }
        let typeNames = Set(types.map(\.name))
        let callables = interfaces.filter { $0.kind == .function }
        let isMethod = { (interface: Interface) in interface.qualifier.map { typeNames.contains($0) } ?? false }
        var parts: [String] = []
        var seen = Set<String>()
        for type in types where Self.isIdentifier(type.name) && seen.insert(type.name).inserted {
            let methods = callables.filter { isMethod($0) && $0.qualifier == type.name }
            parts.append(Self.type(type, methods: methods))
        }
        for function in callables where !isMethod(function) && Self.isIdentifier(function.name) {
            if seen.insert(function.name).inserted { parts.append(Self.function(function, isMethod: false)) }
        }
        guard !parts.isEmpty else { return "" }
        // Annotations may name types that are defined later or elsewhere.
        let isData = parts.contains { $0.contains("@dataclass\n") }
        let names = parts.contains { $0.contains(" = field(") } ? "dataclass, field" : "dataclass"
        let imports = isData ? "from dataclasses import \(names)\n" : ""
        return "from __future__ import annotations\n\n\(imports)\(isData ? "\n\n" : "\n")"
            + parts.joined(separator: "\n\n\n") + "\n"
    }

    private static func type(_ type: Interface, methods: [Interface]) -> String {
        if methods.isEmpty, let declared = declared(type) ?? record(type) { return declared }
        let isError = ["Error", "Exception", "Warning"].contains { type.name.hasSuffix($0) }
        let header = "class \(type.name)\(isError ? "(Exception)" : ""):"
        var seen = Set<String>()
        let made = isError ? nil : constructor(type)
        let bodies =
            (made.map { [$0] } ?? [])
            + methods.filter { isIdentifier($0.name) && seen.insert($0.name).inserted }.map {
                function($0, isMethod: true).sourceLines.map { "    " + $0 }.joined(separator: "\n")
            }
        return header + "\n" + (bodies.isEmpty ? "    pass" : bodies.joined(separator: "\n\n"))
    }

    /// A class whose signature tells its base and its attributes: `class FullError(ValueError, level=None)`.
    private static func declared(_ type: Interface) -> String? {
        guard let match = type.signature?.wholeMatch(of: /class \w+\(([\w.]+)((?:, \w+=None)*)\)/) else { return nil }
        let attributes = match.2.split(separator: ",").map { $0.drop { $0 == " " }.prefix { $0 != "=" } }
        guard Python.builtins.contains(String(match.1)) else { return nil }
        guard !attributes.isEmpty else { return "class \(type.name)(\(match.1)):\n    pass" }
        let parameters = attributes.map { "\($0)=None" }.joined(separator: ", ")
        let lines = attributes.map { "        self.\($0) = \($0)" }.joined(separator: "\n")
        return """
            class \(type.name)(\(match.1)):
                def __init__(self, message="", \(parameters)):
                    super().__init__(message)
            \(lines)
            """
    }

    private static func function(_ interface: Interface, isMethod: Bool) -> String {
        "def \(interface.name)\(parameters(of: interface, isMethod: isMethod)):\n    raise NotImplementedError"
    }

    /// What keeps its arguments, where the specification tells how a type is made: `Store(path)`.
    private static func constructor(_ type: Interface) -> String? {
        guard let signature = type.signature, signature.contains(type.name + "(") else { return nil }
        var made = type
        made.name = "__init__"
        made.signature = signature.firstIndex(of: "(").map { String(signature[$0...]) }
        guard let head = head(of: made, isMethod: true) else { return nil }
        let names = PythonHead.parameters(of: head)
        guard !names.isEmpty else { return nil }
        return (["    " + head] + names.map { "        self.\($0) = \($0)" }).joined(separator: "\n")
    }

    /// A class whose signature tells its attributes: `class Trip: car; days: list[int]`.
    private static func record(_ type: Interface) -> String? {
        guard let signature = type.signature, let colon = signature.firstIndex(of: ":"),
            signature[..<colon] == "class \(type.name)"
        else { return nil }
        let attributes = signature[signature.index(after: colon)...].split(separator: ";").map(\.trimmed)
        var lines: [String] = []
        for attribute in attributes {
            let parts = attribute.split(separator: ":", maxSplits: 1).map(\.trimmed)
            guard let name = parts.first, isIdentifier(name) else { return nil }
            let kind = parts.count > 1 ? parts[1] : "object"
            guard PythonExpression.isExpression(kind) else { return nil }
            let maker = ["list", "dict", "set"].first { kind == $0 || kind.hasPrefix($0 + "[") }
            lines.append("    \(name): \(kind) = " + (maker.map { "field(default_factory=\($0))" } ?? "None"))
        }
        return lines.isEmpty ? nil : "@dataclass\nclass \(type.name):\n" + lines.joined(separator: "\n")
    }

    /// The first line of a function as the specification writes it; `nil` when it does not tell the parameters.
    static func head(of interface: Interface, isMethod: Bool) -> String? {
        guard isIdentifier(interface.name) else { return nil }
        let parameters = parameters(of: interface, isMethod: isMethod)
        return parameters.contains("*args") ? nil : "def \(interface.name)\(parameters):"
    }

    /// Parameters and result as the specification writes them, or ones that take anything.
    private static func parameters(of interface: Interface, isMethod: Bool) -> String {
        let anything = isMethod ? "(self, *args, **kwargs)" : "(*args, **kwargs)"
        guard let signature = interface.signature, let open = signature.firstIndex(of: "(") else { return anything }
        var tail = signature[open...].trimmed
        if tail.hasSuffix(":") { tail.removeLast() }
        guard isParameterList(tail) else { return anything }
        if isMethod && !tail.hasPrefix("(self") && !tail.hasPrefix("(cls") {
            tail = tail.hasPrefix("()") ? "(self" + tail.dropFirst() : "(self, " + tail.dropFirst()
        }
        return tail
    }

    /// Whether a text is `(name: type = value, …) -> type` and nothing that Python cannot read.
    private static func isParameterList(_ text: String) -> Bool {
        let tokens = PythonScanner.tokens(of: text)
        guard let close = tokens.firstIndex(where: { $0.isSymbol(")") && $0.depth == 1 }) else { return false }
        guard tokens.allSatisfy({ $0.kind != .fault && $0.kind != .comment && !$0.isSymbol("...") }) else {
            return false
        }
        let rest = tokens[(close + 1)...]
        if let arrow = rest.first {
            guard arrow.isSymbol("->"), PythonExpression.isExpression(Array(rest.dropFirst())) else { return false }
        }
        var hasDefault = false
        var isKeywordOnly = false
        for parameter in tokens[1..<close].split(whereSeparator: { $0.depth == 1 && $0.isSymbol(",") }) {
            var parts = parameter
            if let first = parts.first, first.isSymbol("*") || first.isSymbol("**") {
                isKeywordOnly = true
                parts = parts.dropFirst()
                if parts.isEmpty { continue }
            } else if parts.count == 1, parts.first?.isSymbol("/") == true {
                continue
            }
            guard let name = parts.first, name.kind == .name, isIdentifier(name.text) else { return false }
            let after = parts.dropFirst()
            let equals = after.firstIndex { $0.depth == 1 && $0.isSymbol("=") }
            if let mark = after.first, mark.isSymbol(":") {
                let type = after[(after.startIndex + 1)..<(equals ?? after.endIndex)]
                guard PythonExpression.isExpression(Array(type)) else { return false }
            } else if after.first.map({ !$0.isSymbol("=") }) ?? false {
                return false
            }
            if let equals {
                // A default that names something would be looked up when the file is imported.
                let value = Array(after[(equals + 1)...])
                guard PythonExpression.isExpression(value), PythonNode.mentions(in: value).isSubset(of: constants)
                else {
                    return false
                }
                hasDefault = true
            } else if hasDefault && !isKeywordOnly {
                return false
            }
        }
        return true
    }

    private static let constants: Set<String> = Python.builtins.union(["None", "True", "False", "not"])

    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
        return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue } && !Python.keywords.contains(name)
    }
}
