import AnnealFoundation
import AnnealSpecs

/// A document from a text.
func spec(_ text: String) throws -> SpecDocument { try SpecDocument(parsing: text, path: "spec.md") }

/// All examples of a document in short: `f(1) = 2`, `f(1) ! ValueError: text`, `cmd > out`.
func examples(_ text: String) throws -> [String] {
    let document = try spec(text)
    return (document.examples + document.requirements.flatMap(\.examples)).map(short)
}

/// An example in short.
func short(_ example: Example) -> String {
    let setup = example.setup.isEmpty ? "" : example.setup.joined(separator: "; ") + "; "
    switch example.expectation {
    case .value(let value): return "\(setup)\(example.call) = \(value)"
    case .error(let type, let message):
        return "\(setup)\(example.call) ! \(type ?? "")" + (message.map { ": \($0)" } ?? "")
    case .output(let out, _, let status): return "\(example.call) > \(out ?? "")" + (status.map { "[\($0)]" } ?? "")
    }
}

/// A JavaScript requirement around some text.
func javaScript(_ body: String) -> String {
    "# Tool\n\nOne ES module, `src/tool.mjs`. Node 20.\n\n### R1 Work\n\(body)\n"
}

/// A Python requirement around some text.
func python(_ body: String, signature: String? = nil) -> String {
    let lead = signature.map { "`\($0)` does it.\n\n" } ?? ""
    return "# Tool\n\nOne module, `tool.py`. Python 3.11.\n\n### R1 Work\n\(lead)\(body)\n"
}
