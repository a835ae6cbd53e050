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

    private static func signature(of function: Interface) -> String? {
        guard let text = function.signature?.trimmed, function.qualifier == nil else { return nil }
        let nodes = BraceStructure(text + " {\n}", .swift).nodes
        let tokens = BraceScanner.tokens(of: text, .swift)
        guard nodes.count == 1, nodes[0].kind == .function, tokens.allSatisfy({ $0.kind != .fault && $0.text != "..." })
        else { return nil }
        return text.hasPrefix("public ") ? text : "public " + text
    }
}
