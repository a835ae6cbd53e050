internal import AnnealSpecs

extension JavaScriptLanguage {
    /// The beginning of a method within its class; see `Language.beginning`.
    func methodBeginning(
        of interface: Interface, owner: String, in source: String, _ kind: FunctionBeginning
    ) -> String? {
        let types = BraceStructure(source, .javaScript).nodes
        guard let type = types.first(where: { $0.kind == .type && $0.name == owner }) else { return nil }
        let old = type.children.first { $0.kind == .function && $0.name == interface.name && $0.bodyStart != nil }
        let parameters = JavaScriptSkeleton.parameters(of: interface)
        let isKnown = parameters != "(...args)" && interface.signature != nil
        guard let signature = isKnown && old == nil ? interface.name + parameters : old?.signature else { return nil }
        let head = "class \(owner) {\n  \(signature) {\n"
        switch kind {
        case .head: return head
        case .calls(_, let statement): return "\(head)    \(statement)\n"
        case .notes(let notes): return head + notes.map { "    // \($0)\n" }.joined()
        case .readsText: return head + "    const match = /^"
        case .readsForm(let form): return firstParameter(of: head).map { head + form.javaScript($0, indent: "    ") }
        }
    }
}
