internal import AnnealContext
internal import AnnealPlanning
internal import AnnealSpecs

/// The call with which a function begins whose argument another one takes apart: `parse_label(label)`.
///
/// A small model that is told of `parse_label` often splits the label itself, and in another way.
struct ReaderCall: Hashable {
    /// The function that takes the argument apart.
    let name: String
    /// What it is called with.
    let argument: String
    /// Names for the parts; none where it is not known how many there are.
    let parts: [String]

    private static let verbs: Set<String> = ["parse", "read", "decode", "split", "unpack"]

    /// Looks for one.
    ///
    /// The parameter takes a text: its type says so, or an example of the function has one in its place. The other function's
    /// name is a verb for reading with the parameter's name: `parse_label` for `label`. Names for the parts
    /// are those of a tuple of names that the specification writes, where examples give as many.
    ///
    /// - Parameters:
    ///   - function: the function that is to be written.
    ///   - helpers: functions that it can call.
    ///   - specification: the specification.
    init?(of function: Interface, helpers: [Interface], specification: SpecDocument) {
        let found = ExistingFunctions.parameters(of: function.signature ?? "").filter { $0 != "self" }.first.flatMap {
            parameter -> (String, Interface)? in
            guard Self.takesText(function, specification) else { return nil }
            return helpers.first { helper in
                let words = Self.words(of: helper.name)
                return words.count == 2 && Self.verbs.contains(words[0]) && words[1] == parameter.lowercased()
                    && ExistingFunctions.parameters(of: helper.signature ?? "").filter { $0 != "self" }.count == 1
            }.map { (parameter, $0) }
        }
        guard let (parameter, helper) = found else { return nil }
        name = helper.name
        argument = parameter
        parts = Self.parts(of: helper, specification)
    }

    /// The statement.
    ///
    /// - Parameter language: the language's name.
    /// - Returns: the line without white space in front.
    func statement(language: String) -> String {
        let call = "\(name)(\(argument))"
        if language == "javascript" {
            return parts.isEmpty ? "const parsed = \(call);" : "const [\(parts.joined(separator: ", "))] = \(call);"
        }
        return "\(parts.isEmpty ? "parsed" : parts.joined(separator: ", ")) = \(call)"
    }

    /// The names of a tuple that the specification writes, as long as those of the helper's examples.
    private static func parts(of helper: Interface, _ specification: SpecDocument) -> [String] {
        let values = specification.requirements.flatMap(\.examples).compactMap { example -> String? in
            guard case .value(let value) = example.expectation, example.call.hasPrefix(helper.name + "(") else {
                return nil
            }
            return value
        }
        guard let first = values.first, "([".contains(first.prefix(1)), !first.isEmpty else { return [] }
        // Commas within texts would be counted as well.
        guard values.allSatisfy({ !$0.dropFirst().contains(where: { "([{".contains($0) }) }) else { return [] }
        let count = first.count { $0 == "," } + 1
        let text = (specification.context.map(\.text) + specification.requirements.map(\.text)).joined(separator: "\n")
        for match in text.matches(of: /`[(\[]([a-z_]\w*(?:, ?[a-z_]\w*)+)[)\]]`/) {
            let names = match.1.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
            if names.count == count, count > 1 { return names }
        }
        return []
    }

    /// Whether a function's first parameter is a text: what is taken apart already has often the same name.
    private static func takesText(_ function: Interface, _ specification: SpecDocument) -> Bool {
        let first = (function.signature ?? "").drop { $0 != "(" }.dropFirst().prefix { $0 != "," && $0 != ")" }
        let parts = first.split(separator: ":", maxSplits: 1)
        if parts.count == 2 {
            let type = parts[1].prefix { $0 != "=" }.filter { $0 != " " }
            return ["str", "string", "String"].contains(type)
        }
        return specification.requirements.contains { requirement in
            requirement.examples.contains { example in
                ["\"", "'"].contains { example.call.hasPrefix("\(function.name)(\($0)") }
            }
        }
    }

    private static func words(of name: String) -> [String] {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
            .split(separator: "_").map(String.init)
    }
}
