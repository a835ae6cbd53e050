internal import AnnealFoundation
internal import AnnealModels

/// A tool that the model of a tool loop may call.
enum LoopTool: String, Sendable, CaseIterable {
    case readFile = "read_file"
    case listFiles = "list_files"
    case search
    case edit
    case writeFile = "write_file"
    case runCommand = "run_command"
    case runChecks = "run_checks"
    case done

    /// What an argument holds.
    enum Kind: String, Sendable {
        case text = "string"
        case integer
        case truth = "boolean"

        /// The kind in words, for corrections.
        var wording: String {
            switch self {
            case .text: "a text"
            case .integer: "a whole number"
            case .truth: "true or false"
            }
        }

        /// Whether a value is of this kind.
        func fits(_ value: JSONValue) -> Bool {
            switch self {
            case .text: value.stringValue != nil
            case .integer: value.intValue != nil
            case .truth: value.boolValue != nil
            }
        }
    }

    /// An argument of a tool.
    struct Parameter: Sendable {
        var name: String
        var kind: Kind
        var isRequired: Bool
        var summary: String
    }

    /// The arguments.
    var parameters: [Parameter] {
        func text(_ name: String, _ summary: String, isRequired: Bool = true) -> Parameter {
            Parameter(name: name, kind: .text, isRequired: isRequired, summary: summary)
        }
        switch self {
        case .readFile:
            return [
                text("path", "The file, relative to the repository's root."),
                Parameter(name: "from", kind: .integer, isRequired: false, summary: "First line, from 1."),
                Parameter(name: "to", kind: .integer, isRequired: false, summary: "Last line."),
            ]
        case .listFiles: return [text("path", "Only files below this folder.", isRequired: false)]
        case .search:
            return [
                text("pattern", "What to look for in the lines of all text files."),
                Parameter(
                    name: "regex", kind: .truth, isRequired: false,
                    summary: "Whether the pattern is an extended regular expression (POSIX); plain text otherwise."),
                text("path", "Only this file, or files below this folder.", isRequired: false),
            ]
        case .edit:
            return [
                text("edits", "SEARCH/REPLACE blocks or a patch."),
                text("path", "The file that is meant where a block names none.", isRequired: false),
            ]
        case .writeFile:
            return [
                text("path", "The file, relative to the repository's root."), text("content", "Its whole new text."),
            ]
        case .runCommand: return [text("command", "A command line for bash.")]
        case .runChecks: return []
        case .done: return [text("summary", "One sentence on what was done.", isRequired: false)]
        }
    }

    /// The tool as the model is told of it.
    var definition: ToolDefinition {
        let properties = parameters.map { parameter in
            let schema: JSONValue = [
                "type": .string(parameter.kind.rawValue), "description": .string(parameter.summary),
            ]
            return (parameter.name, schema)
        }
        return ToolDefinition(
            name: rawValue, description: summary,
            parameters: [
                "type": "object", "properties": .object(Dictionary(properties, uniquingKeysWith: { $1 })),
                "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }),
            ])
    }

    /// Name and arguments in a line, for corrections.
    var usage: String {
        let arguments = parameters.map { "\($0.name)\($0.isRequired ? "" : "?"): \($0.kind.wording)" }
        return "\(rawValue)(\(arguments.joined(separator: ", ")))"
    }
}
