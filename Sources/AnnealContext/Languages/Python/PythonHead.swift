internal import AnnealSpecs

/// The head of a function, or of a method within its class, as the beginning of a definition.
struct PythonHead {
    /// The head with its decorators, for a method below the line of its class; it ends with a line end.
    private(set) var text: String
    /// White space in front of the body's lines.
    private(set) var indent = "    "
    /// The first parameter that a caller gives; `nil` for none.
    private(set) var parameter: String?

    /// Makes a head.
    ///
    /// What exists with the same parameters keeps its own head, with annotations and decorators; a method of a class that
    /// the file does not have gets none.
    ///
    /// - Parameters:
    ///   - interface: a function or method.
    ///   - source: the file as it is.
    init?(of interface: Interface, in source: String) {
        var siblings = PythonStructure(source).nodes
        let owner = interface.ownerType
        if let owner {
            guard let type = siblings.first(where: { $0.kind == .type && $0.name == owner }) else { return nil }
            siblings = type.children
        }
        let old = siblings.first { $0.kind == .function && $0.name == interface.name }
        var wanted = PythonSkeleton.head(of: interface, isMethod: owner != nil)
        if let old, let head = wanted { wanted = Self.keepingCalls(of: old.signature, in: head) }
        let keepsOld = old.map { old in
            wanted.map { Self.parameters(of: $0) == Self.parameters(of: old.signature) } ?? true
        }
        var lines: [String]
        if let old, keepsOld == true {
            lines = old.shifted(by: -old.indent).lines.prefix(old.headerLines).map { $0 }
            guard lines.last?.trimmed.hasSuffix(":") == true else { return nil }
        } else if let wanted {
            lines = [wanted]
        } else {
            return nil
        }
        parameter = Self.parameters(of: lines.joined(separator: "\n")).first
        if let owner {
            lines = ["class \(owner):"] + lines.map { "    " + $0 }
            indent = "        "
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// A head whose parameters that the old one lacks have a default, so that what calls it goes on working.
    private static func keepingCalls(of old: String, in head: String) -> String {
        let added = Set(parameters(of: head)).subtracting(parameters(of: old))
        guard !added.isEmpty, !parameters(of: old).isEmpty, let open = head.firstIndex(of: "(") else { return head }
        let tokens = PythonScanner.tokens(of: head)
        guard let close = tokens.last(where: { $0.isSymbol(")") && $0.depth == 1 }), close.line == 0,
            let end = head.utf8.index(head.startIndex, offsetBy: close.column, limitedBy: head.endIndex)
        else { return head }
        let parts = split(head[head.index(after: open)..<end]).map { part in
            let name = part.trimmed.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return added.contains(String(name)) && !part.contains("=") ? part.trimmed + "=None" : part.trimmed
        }
        // A parameter without a default cannot follow one that has it.
        let positional = parts.prefix { !$0.hasPrefix("*") }.map { $0.contains("=") }
        guard !zip(positional, positional.dropFirst()).contains(where: { $0 && !$1 }) else { return head }
        return String(head[...open]) + parts.joined(separator: ", ") + head[end...]
    }

    /// The parts of a list between its commas, brackets respected.
    private static func split(_ list: Substring) -> [Substring] {
        var parts: [Substring] = []
        var (start, depth) = (list.startIndex, 0)
        for index in list.indices {
            if "([{".contains(list[index]) { depth += 1 }
            if ")]}".contains(list[index]) { depth -= 1 }
            if list[index] == ",", depth == 0 {
                parts.append(list[start..<index])
                start = list.index(after: index)
            }
        }
        return parts + [list[start...]]
    }

    /// Names of a head's parameters in order, without that of the object or class.
    static func parameters(of head: String) -> [String] {
        let tokens = PythonScanner.tokens(of: head).drop { !$0.isName("def") }
        guard let open = tokens.firstIndex(where: { $0.isSymbol("(") }) else { return [] }
        let depth = tokens[open].depth + 1
        var names: [String] = []
        var begins = true
        for token in tokens[(open + 1)...] {
            if token.depth < depth { break }
            if begins, token.kind == .name { names.append(token.text) }
            begins = token.depth == depth && (token.isSymbol(",") || begins && token.isSymbol("*"))
        }
        return names.filter { $0 != "self" && $0 != "cls" }
    }
}
