internal import AnnealSpecs

/// A file with what a specification names, where its signatures are Swift.
struct SwiftSkeleton {
    /// What is to be defined.
    var interfaces: [Interface]

    /// The file's text; functions without a whole signature are left out, because their types are not known.
    var text: String {
        let types = interfaces.filter { $0.kind == .type && PythonSkeleton.isIdentifier($0.name) }
        var seen = Set<String>()
        var parts = types.filter { seen.insert($0.name).inserted }.map { type in
            type.name.hasSuffix("Error") ? "public struct \(type.name): Error {}" : "public struct \(type.name) {}"
        }
        for function in interfaces where function.kind == .function {
            guard let signature = Self.signature(of: function), seen.insert(signature).inserted else { continue }
            parts.append("\(signature) {\n    fatalError(\"not implemented\")\n}")
        }
        return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
    }

    /// Whether a function stands by itself: what is in front of its name, if anything, is the file that it is in.
    private static func isFree(_ function: Interface) -> Bool {
        function.qualifier.map { $0.hasSuffix(".swift") } ?? true
    }

    private static func signature(of function: Interface) -> String? {
        guard var text = function.signature?.trimmed, Self.isFree(function) else { return nil }
        // A specification may leave out the keyword: `initials(of name: String) -> String`.
        if text.hasPrefix(function.name + "(") { text = "func " + text }
        let nodes = BraceStructure(text + " {\n}", .swift).nodes
        let tokens = BraceScanner.tokens(of: text, .swift)
        guard nodes.count == 1, nodes[0].kind == .function, tokens.allSatisfy({ $0.kind != .fault && $0.text != "..." })
        else { return nil }
        return text.hasPrefix("public ") ? text : "public " + text
    }
}
