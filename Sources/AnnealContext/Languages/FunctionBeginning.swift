public import AnnealSpecs
internal import Foundation

/// How far the beginning of a function goes, with which a model is made to go on.
public enum FunctionBeginning: Sendable, Hashable {
    /// Its head, and a sentence on what it does where the language has it inside of the body; `nil` for none.
    case head(summary: String?)
    /// Its head, and notes as comments inside of the body.
    case notes([String])
    /// Its head, and a regular expression that takes its text apart, as far as the opening quote.
    case readsText
    /// Its head with a sentence on what it does, and a first statement.
    case calls(summary: String?, String)
    /// Its head, and the regular expression for the form of its text, with what becomes of other texts.
    case readsForm(TextForm)
}

extension Language {
    /// It does.
    public var tellsValues: Bool { true }

    /// No beginning.
    public func beginning(of interface: Interface, in source: String, path: String, kind: FunctionBeginning) -> String?
    { nil }
}

extension PythonLanguage {
    /// The beginning of a function; see `Language.beginning`.
    public func beginning(of interface: Interface, in source: String, path: String, kind: FunctionBeginning) -> String?
    {
        guard let head = PythonHead(of: interface, in: source) else { return nil }
        let indent = head.indent
        switch kind {
        case .head(let summary):
            let documentation = summary.map { Self.documentation($0, indent: indent) } ?? ""
            return typingImport(for: head.text) + head.text + documentation
        case .calls(let summary, let statement):
            let documentation = summary.map { Self.documentation($0, indent: indent) } ?? ""
            return "\(typingImport(for: head.text))\(head.text)\(documentation)\(indent)\(statement)\n"
        case .notes(let notes): return head.text + notes.map { "\(indent)# \($0)\n" }.joined()
        case .readsText:
            guard head.parameter != nil else { return nil }
            return "import re\n\n\n\(head.text)\(indent)match = re.fullmatch(r\""
        case .readsForm(let form):
            guard let parameter = head.parameter else { return nil }
            return "import re\n\n\n\(head.text)\(form.python(parameter, indent: indent))"
        }
    }

    /// A text as the documentation of a function: on one line, or on several where it is long; paragraphs apart.
    private static func documentation(_ text: String, indent: String) -> String {
        let text = text.replacing("\\", with: "\\\\").replacing("\"\"\"", with: "'''")
        var lines: [String] = []
        for paragraph in text.split(separator: "\n\n") {
            lines += lines.isEmpty ? [""] : ["", ""]
            for word in paragraph.split(separator: " ") {
                if lines[lines.count - 1].count + word.count > 100 { lines.append("") }
                lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
            }
        }
        if lines.count > 1 {
            let rest = lines.dropFirst().map { $0.isEmpty ? "\n" : "\n\(indent)\($0)" }.joined()
            return "\(indent)\"\"\"\(lines[0])\(rest)\n\(indent)\"\"\"\n"
        }
        return "\(indent)\"\"\"\(lines.first ?? "")\(text.hasSuffix("\"") ? " " : "")\"\"\"\n"
    }

    private static let typingNames = [
        "Any", "Callable", "Dict", "FrozenSet", "Iterable", "Iterator", "List", "Mapping", "Optional", "Sequence",
        "Set", "Tuple", "Type", "Union",
    ]

    /// The import of the names of `typing` that a signature uses.
    private func typingImport(for head: String) -> String {
        let words = Set(head.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init))
        let names = Self.typingNames.filter(words.contains)
        return names.isEmpty ? "" : "from typing import \(names.joined(separator: ", "))\n\n\n"
    }
}

extension JavaScriptLanguage {
    /// The beginning of a function; see `Language.beginning`.
    public func beginning(of interface: Interface, in source: String, path: String, kind: FunctionBeginning) -> String?
    {
        if let owner = interface.ownerType { return methodBeginning(of: interface, owner: owner, in: source, kind) }
        let skeleton = skeleton(interfaces: [interface], path: path)
        guard let end = skeleton.range(of: "  throw new Error("), !skeleton.contains("...args"),
            skeleton.contains("function \(interface.name)(")
        else { return nil }
        let head = String(skeleton[..<end.lowerBound])
        switch kind {
        case .head: return head
        case .calls(_, let statement): return "\(head)  \(statement)\n"
        case .notes(let notes): return head + notes.map { "  // \($0)\n" }.joined()
        case .readsText: return head + "  const match = /^"
        case .readsForm(let form): return firstParameter(of: head).map { head + form.javaScript($0, indent: "  ") }
        }
    }

    /// The name of the first parameter in a head.
    func firstParameter(of head: String) -> String? {
        head.firstMatch(of: /\(\s*([A-Za-z_$][\w$]*)/).map { String($0.1) }
    }
}
