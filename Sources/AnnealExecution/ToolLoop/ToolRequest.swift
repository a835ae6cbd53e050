internal import AnnealFoundation
internal import AnnealModels

/// A tool call that cannot be worked on, and what the model is told of it.
struct ToolCallFault: Error, Hashable {
    /// What is wrong and what to do instead.
    var text: String
}

/// A tool call whose tool exists and whose arguments are there and of the right kind.
struct ToolRequest: Sendable {
    /// The tool.
    let tool: LoopTool
    private let values: [String: JSONValue]

    /// Reads a call.
    ///
    /// - Parameters:
    ///   - call: the call as the model wrote it.
    ///   - wasCut: whether the answer ended at the limit of tokens, which explains broken JSON.
    /// - Throws: `ToolCallFault` with what to correct.
    init(_ call: ToolCall, wasCut: Bool) throws(ToolCallFault) {
        guard let tool = LoopTool(rawValue: call.name) else {
            let names = LoopTool.allCases.map(\.rawValue).joined(separator: ", ")
            throw ToolCallFault(text: "There is no tool '\(call.name.prefix(60))'. The tools are: \(names).")
        }
        self.tool = tool
        // Servers give an empty text for a tool that takes no arguments.
        let written = call.arguments.allSatisfy(\.isWhitespace) ? "{}" : call.arguments
        guard let parsed = try? JSONValue(parsing: written) else {
            let cause =
                wasCut
                ? "the answer was cut at the limit of tokens. Do it in smaller parts"
                : "they are not valid JSON. Escape line ends in texts as \\n and quotation marks as \\\""
            throw ToolCallFault(text: "The arguments of \(call.name) cannot be read: \(cause). Use \(tool.usage).")
        }
        guard let members = parsed.objectValue else {
            throw ToolCallFault(text: "The arguments of \(call.name) must be a JSON object. Use \(tool.usage).")
        }
        values = members.filter { $0.value != .null }
        for parameter in tool.parameters {
            guard let value = values[parameter.name] else {
                guard parameter.isRequired else { continue }
                throw ToolCallFault(
                    text: "\(call.name) needs the argument '\(parameter.name)'. Use \(tool.usage).")
            }
            guard parameter.kind.fits(value) else {
                throw ToolCallFault(
                    text: "The argument '\(parameter.name)' of \(call.name) must be \(parameter.kind.wording). "
                        + "Use \(tool.usage).")
            }
        }
    }

    /// A text argument; empty when it is not there.
    func text(_ name: String) -> String { values[name]?.stringValue ?? "" }

    /// A whole number, if it is there.
    func integer(_ name: String) -> Int? { values[name]?.intValue }

    /// A truth value; false when it is not there.
    func truth(_ name: String) -> Bool { values[name]?.boolValue ?? false }

    /// The call in a few words, for events and for what is left of old results.
    var brief: String {
        let subject = text(tool == .runCommand ? "command" : tool == .search ? "pattern" : "path")
        let line = subject.split(whereSeparator: \.isNewline).first.map { " \($0.prefix(80))" } ?? ""
        return tool.rawValue + line
    }
}
