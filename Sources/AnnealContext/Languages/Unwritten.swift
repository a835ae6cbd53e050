extension Language {
    /// None: the language cannot tell.
    public func unwritten(in source: String) -> Set<String> { [] }
}

extension PythonLanguage {
    /// Functions that only pass or raise `NotImplementedError`; see `Language.unwritten`. Members of abstract classes and
    /// protocols are meant so.
    public func unwritten(in source: String) -> Set<String> {
        var names = Set<String>()
        for node in PythonStructure(source).nodes {
            if node.kind == .function, node.isStub { names.insert(node.name) }
            guard node.kind == .type, !["ABC", "Protocol"].contains(where: node.signature.contains) else { continue }
            for member in node.children where member.kind == .function && member.isStub && !member.isAbstract {
                names.insert("\(node.name).\(member.name)")
            }
        }
        return names
    }
}

extension PythonNode {
    fileprivate var isAbstract: Bool {
        lines.prefix(decoratorLines).contains { $0.contains("abstract") || $0.contains("overload") }
    }
}

extension JavaScriptLanguage {
    /// Functions that only throw "not implemented"; see `Language.unwritten`. An empty body may be meant so.
    public func unwritten(in source: String) -> Set<String> {
        var names = Set<String>()
        for node in BraceStructure(source, .javaScript).nodes {
            if node.isStub, node.saysSo { names.insert(node.name) }
            guard node.kind == .type else { continue }
            for member in node.children where member.isStub && member.saysSo {
                names.insert("\(node.name).\(member.name)")
            }
        }
        return names
    }
}

extension BraceNode {
    fileprivate var saysSo: Bool { lines.contains { $0.lowercased().contains("not implemented") } }
}
